// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/messagereader.h"

#include "protocol/websocket/closecode.h"

namespace WebSocket {

namespace {

constexpr quint16 ProtocolError = 1002;
constexpr quint16 TooBig = 1009;

InflateLimits limitsFor(qsizetype maxMessageBytes)
{
    InflateLimits limits;
    limits.maxPlainBytes = maxMessageBytes + 1; // one more tells that it is too large
    limits.maxInflatedBytes = limits.maxPlainBytes;
    return limits;
}

} // namespace

MessageReader::MessageReader(Sender peer, const std::optional<DeflateParameters> &deflate,
                             qsizetype maxMessageBytes)
    : m_frames(peer)
    , m_messages(peer, deflate, limitsFor(maxMessageBytes))
    , m_maxMessageBytes(maxMessageBytes)
{
}

void MessageReader::feed(const QByteArray &bytes)
{
    if (!m_failure)
        m_frames.feed(bytes);
}

std::optional<WholeMessage> MessageReader::next()
{
    while (!m_failure) {
        if (auto event = m_messages.next()) {
            if (auto message = take(std::move(*event)))
                return message;
            continue;
        }
        auto part = m_frames.next();
        if (!part) {
            if (m_frames.isNotFrames())
                m_failure = ProtocolError;
            return {};
        }
        m_messages.feed(std::move(*part));
    }
    return {};
}

std::optional<WholeMessage> MessageReader::take(MessageEvent &&event)
{
    judge(event.header.problems);
    if (event.endsMessage)
        judge(event.message.problems);
    QByteArray &kept = isControl(event.opCode) ? m_control : m_data;
    const quint64 atLeast = static_cast<quint64>(kept.size())
        + std::max(static_cast<quint64>(event.bytes.size()),
                   event.startsFrame && !event.compressed ? event.header.payloadLength : 0);
    if (atLeast > static_cast<quint64>(m_maxMessageBytes) && !m_failure)
        m_failure = TooBig;
    if (m_failure)
        return {};
    if (kept.isEmpty())
        kept = std::move(event.bytes);
    else
        kept += event.bytes;
    if (!event.endsMessage)
        return {};
    WholeMessage message {event.opCode, std::exchange(kept, {}), {}};
    if (event.message.close) {
        message.payload.clear();
        message.close = *event.message.close;
    }
    return message;
}

void MessageReader::judge(const Problems &problems)
{
    if (!problems.isEmpty() && !m_failure)
        m_failure = closeCodeFor(problems);
}

} // namespace WebSocket
