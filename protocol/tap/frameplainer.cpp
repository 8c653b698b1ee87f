// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/frameplainer.h"

#include "protocol/websocket/frameencoder.h"

#include <utility>

namespace Tap {

using WebSocket::OpCode;

namespace {

/// How much of \a text can be cut off behind a whole character. All of it if it is no UTF-8.
qsizetype wholeCharacters(QByteArrayView text)
{
    constexpr qsizetype LongestCharacter = 4;
    for (qsizetype back = 1; back <= std::min(LongestCharacter, text.size()); ++back) {
        const auto byte = static_cast<uchar>(text[text.size() - back]);
        if ((byte & 0xc0U) == 0x80U)
            continue;
        const qsizetype length = byte >= 0xf0U ? 4 : byte >= 0xe0U ? 3 : byte >= 0xc0U ? 2 : 1;
        return length > back ? text.size() - back : text.size();
    }
    return text.size();
}

} // namespace

FramePlainer::FramePlainer(const std::optional<WebSocket::DeflateParameters> &deflate)
    : m_messages(WebSocket::Sender::Server, deflate)
{
}

QByteArray FramePlainer::take()
{
    while (m_failure.isEmpty() && !m_close && m_out.size() < MaxFrameBytes) {
        if (auto event = m_messages.next()) {
            take(std::move(*event));
            continue;
        }
        auto part = m_frames.next();
        if (!part) {
            m_failure.addIf(m_frames.isNotFrames(), Problem::WsNotFrames);
            break;
        }
        m_messages.feed(std::move(*part));
    }
    return std::exchange(m_out, {});
}

void FramePlainer::take(WebSocket::MessageEvent &&event)
{
    judge(event.header.problems);
    if (event.endsMessage)
        judge(event.message.problems);
    if (!m_failure.isEmpty())
        return;
    if (isControl(event.opCode)) {
        takeControl(std::move(event));
        return;
    }
    m_opCode = event.opCode;
    if (m_data.isEmpty())
        m_data = std::move(event.bytes);
    else
        m_data += event.bytes;
    if (event.endsMessage) {
        emitFrame(m_data, true);
        m_data = QByteArray();
    } else if (m_data.size() >= MaxFrameBytes) {
        const qsizetype size = m_opCode == OpCode::Text ? wholeCharacters(m_data) : m_data.size();
        emitFrame(QByteArrayView(m_data).first(size), false);
        m_data = m_data.sliced(size);
    }
}

void FramePlainer::takeControl(WebSocket::MessageEvent &&event)
{
    WebSocket::FrameEncoder encoder(WebSocket::Sender::Server);
    if (event.opCode != OpCode::Close) {
        m_out += encoder.control(event.opCode, event.bytes);
        return;
    }
    m_close = event.message.close.value_or(WebSocket::CloseInfo {});
    m_out += m_close->hasCode ? encoder.close(m_close->code, m_close->reason) : encoder.close();
}

void FramePlainer::judge(const Problems &problems)
{
    problems.forEach([this](Problem problem) {
        // A length in more bytes than it needs does no harm here.
        m_failure.addIf(problem != Problem::WsNonMinimalLength, problem);
    });
}

void FramePlainer::emitFrame(QByteArrayView payload, bool isLast)
{
    WebSocket::FrameHeader header;
    header.opCode = m_hasBegun ? OpCode::Continuation : m_opCode;
    header.fin = isLast;
    m_hasBegun = !isLast;
    m_out += encodeFrame(header, payload);
}

} // namespace Tap
