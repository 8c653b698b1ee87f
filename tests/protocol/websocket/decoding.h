// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/framedecoder.h"
#include "protocol/websocket/messagedecoder.h"

#include <QList>
#include <QRandomGenerator>

#include <algorithm>
#include <optional>
#include <utility>

/// A frame that came out of a MessageDecoder.
struct SeenFrame
{
    WebSocket::OpCode opCode {};
    quint64 announcedBytes = 0;
    qint64 payloadBytes = 0;
    qint64 plainBytes = 0;
    QByteArray bytes; // plain
    Problems problems;
    bool operator==(const SeenFrame &) const = default;
};

/// A message, put together again from its events.
struct SeenMessage
{
    WebSocket::OpCode opCode {};
    bool compressed = false;
    QByteArray bytes;
    qint64 payloadBytes = 0;
    qint64 compressedBytes = 0;
    qint64 headerBytes = 0;
    int frameCount = 0;
    int eventCount = 0;
    bool isValidUtf8 = true;
    Problems problems;
    std::optional<WebSocket::CloseInfo> close;
    bool operator==(const SeenMessage &) const = default;
};

/// One direction of a connection, decoded.
class SeenDirection
{
public:
    explicit SeenDirection(WebSocket::Sender sender,
                           const std::optional<WebSocket::DeflateParameters> &deflate = {},
                           const WebSocket::InflateLimits &limits = {})
        : m_frameDecoder(sender)
        , m_messageDecoder(sender, deflate, limits)
    {
    }

    void feed(const QByteArray &bytes)
    {
        m_frameDecoder.feed(bytes);
        drain();
        if (m_frameDecoder.isNotFrames())
            rest += m_frameDecoder.takeRest();
    }

    void finish()
    {
        problems.add(m_frameDecoder.finish());
        drain();
        rest += m_frameDecoder.takeRest();
        problems.add(m_messageDecoder.finish());
        drainMessages();
    }

    bool operator==(const SeenDirection &other) const
    {
        return frames == other.frames && messages == other.messages && rest == other.rest
            && problems == other.problems && isWellFormed == other.isWellFormed;
    }

    QList<SeenFrame> frames;
    QList<SeenMessage> messages;
    QByteArray rest;
    Problems problems; ///< of the direction
    bool isWellFormed = true; ///< starts and ends of events came in pairs

private:
    void drain()
    {
        while (auto part = m_frameDecoder.next()) {
            m_messageDecoder.feed(std::move(*part));
            drainMessages();
        }
    }

    void drainMessages()
    {
        while (const auto event = m_messageDecoder.next())
            take(*event);
    }

    void take(const WebSocket::MessageEvent &event)
    {
        const bool control = WebSocket::isControl(event.opCode);
        std::optional<SeenMessage> &message = control ? m_control : m_data;
        isWellFormed = isWellFormed && event.startsMessage != message.has_value()
            && event.bytes.size() <= WebSocket::FrameDecoder::MaxPartBytes;
        if (event.startsMessage)
            message.emplace();
        if (!message)
            return;
        message->opCode = event.opCode;
        message->compressed = event.compressed;
        message->bytes += event.bytes;
        ++message->eventCount;
        if (event.hasFrame)
            takeFrame(event);
        if (!event.endsMessage)
            return;
        const WebSocket::MessageSummary &summary = event.message;
        message->payloadBytes = summary.payloadBytes;
        message->compressedBytes = summary.compressedBytes;
        message->headerBytes = summary.headerBytes;
        message->frameCount = summary.frameCount;
        message->isValidUtf8 = summary.isValidUtf8;
        message->problems = summary.problems;
        message->close = summary.close;
        messages.append(*message);
        message.reset();
    }

    void takeFrame(const WebSocket::MessageEvent &event)
    {
        isWellFormed = isWellFormed && event.startsFrame != m_frame.has_value();
        if (event.startsFrame)
            m_frame.emplace();
        if (!m_frame)
            return;
        m_frame->opCode = event.header.opCode;
        m_frame->announcedBytes = event.header.payloadLength;
        m_frame->bytes += event.bytes;
        if (!event.endsFrame)
            return;
        m_frame->payloadBytes = event.framePayloadBytes;
        m_frame->plainBytes = event.framePlainBytes;
        m_frame->problems = event.header.problems;
        frames.append(*m_frame);
        m_frame.reset();
    }

    WebSocket::FrameDecoder m_frameDecoder;
    WebSocket::MessageDecoder m_messageDecoder;
    std::optional<SeenFrame> m_frame;
    std::optional<SeenMessage> m_data;
    std::optional<SeenMessage> m_control;
};

/// How a test cuts its input.
enum class Cut { Whole, ByteByByte, Random };

/// Calls \a feed with the pieces of \a bytes. Random cuts are the same for the same \a seed.
template<typename Feed>
void inCuts(const QByteArray &bytes, Cut cut, Feed feed, quint32 seed = 1)
{
    QRandomGenerator random(seed);
    for (qsizetype i = 0; i < bytes.size();) {
        const qsizetype size = cut == Cut::Whole ? bytes.size()
            : cut == Cut::ByteByByte             ? 1
                                     : 1 + random.bounded(random.bounded(8) == 0 ? 100'000 : 20);
        const qsizetype taken = std::min(size, bytes.size() - i);
        feed(bytes.sliced(i, taken));
        i += taken;
    }
}

/// All of a direction.
inline SeenDirection decoded(const QByteArray &bytes, Cut cut, WebSocket::Sender sender,
                             const std::optional<WebSocket::DeflateParameters> &deflate = {},
                             const WebSocket::InflateLimits &limits = {})
{
    SeenDirection direction(sender, deflate, limits);
    inCuts(bytes, cut, [&direction](const QByteArray &piece) { direction.feed(piece); });
    direction.finish();
    return direction;
}
