// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/messagedecoder.h"

#include "protocol/websocket/closecode.h"

#include <QtEndian>

#include <utility>

namespace WebSocket {

MessageDecoder::MessageDecoder(Sender sender, const std::optional<DeflateParameters> &deflate,
                               const InflateLimits &limits)
{
    if (deflate)
        m_inflater.emplace(deflate->noContextTakeover(sender), limits);
}

void MessageDecoder::feed(FramePart &&part)
{
    Q_ASSERT(!m_hasPart);
    m_part = std::move(part);
    m_hasPart = true;
    m_partBegun = false;
}

std::optional<MessageEvent> MessageDecoder::next()
{
    if (!m_hasPart) {
        if (m_finished && m_data.isOpen)
            return endInterrupted(Problem::WsCutOff);
        return std::nullopt;
    }

    const FrameHeader &header = m_part.header;
    const bool startsData = m_part.isStart && !m_partBegun && !isControl(header.opCode)
        && header.opCode != OpCode::Continuation;
    if (startsData && m_data.isOpen)
        return endInterrupted(Problem::WsInterruptedMessage);
    if (m_part.isStart && !m_partBegun)
        beginFrame();

    OpenMessage &message = current();
    std::optional<MessageEvent> result(std::in_place);
    MessageEvent &event = *result;
    event.opCode = message.opCode;
    event.compressed = message.compressed;
    event.startsFrame = !m_inFrame;
    event.startsMessage = !message.started;
    const bool more = takePayload(event, message);
    m_hasPart = more;
    event.header = header;
    if (m_part.isEnd && !more)
        endFrame(event, message);
    else if (event.bytes.isEmpty() && !event.startsFrame)
        return std::nullopt; // of a bomb, or nothing came of these bytes yet
    else
        event.header.problems.add(m_frameProblems);
    m_inFrame = !event.endsFrame;
    message.started = true;
    if (event.endsMessage)
        message = {};
    return result;
}

Problems MessageDecoder::finish()
{
    Problems problems;
    problems.addIf(!m_closed, Problem::WsNoCloseFrame);
    m_finished = true;
    return problems;
}

void MessageDecoder::beginFrame()
{
    const FrameHeader &header = m_part.header;
    m_frameProblems = {};
    m_framePayloadBytes = 0;
    m_framePlainBytes = 0;
    m_inFrame = false;

    OpenMessage &message = current();
    const bool continues = header.opCode == OpCode::Continuation && message.isOpen;
    if (!continues)
        beginMessage(message);
    m_inflatedBefore = continues && message.compressed ? m_inflater->inflatedBytes() : 0;
    m_frameProblems.addIf(header.rsv1 && (continues || !message.compressed),
                          Problem::WsUnexpectedRsv1);
    m_frameProblems.addIf(m_closed && !isControl(header.opCode), Problem::WsDataAfterClose);
}

void MessageDecoder::beginMessage(OpenMessage &message)
{
    const FrameHeader &header = m_part.header;
    message.isOpen = true;
    message.opCode = header.opCode;
    message.compressed = header.rsv1 && m_inflater.has_value()
        && (header.opCode == OpCode::Text || header.opCode == OpCode::Binary);
    m_frameProblems.addIf(header.opCode == OpCode::Continuation, Problem::WsUnexpectedContinuation);
}

/// The end of a data message that has no last frame.
MessageEvent MessageDecoder::endInterrupted(Problem problem)
{
    if (m_data.compressed)
        m_inflater->abandonMessage();
    if (problem == Problem::WsInterruptedMessage)
        m_part.header.problems.add(problem);
    MessageEvent event;
    event.hasFrame = false;
    event.opCode = m_data.opCode;
    event.compressed = m_data.compressed;
    m_data.summary.problems.add(problem);
    endMessage(event, m_data);
    m_data = {};
    return event;
}

/// Moves payload from the part to the event. True if there is more in it.
bool MessageDecoder::takePayload(MessageEvent &event, OpenMessage &message)
{
    if (!std::exchange(m_partBegun, true)) {
        m_framePayloadBytes += m_part.bytes.size();
        if (message.opCode == OpCode::Close && m_part.isStart)
            m_closePayload = m_part.bytes;
        if (m_part.missingAt >= 0)
            takeHole(message);
        if (message.compressed && !message.isHoled) {
            const bool isLast = m_part.isEnd && m_part.header.fin
                && !m_part.header.problems.has(Problem::WsCutOff);
            m_inflater->feed(std::exchange(m_part.bytes, {}), isLast);
        }
    }
    if (message.compressed)
        return takeInflated(event, message);
    event.bytes = std::move(m_part.bytes);
    m_framePlainBytes += event.bytes.size();
    check(message, event.bytes);
    return false;
}

/// Of what is compressed only what comes before the hole can be read.
void MessageDecoder::takeHole(OpenMessage &message)
{
    m_frameProblems.add(Problem::TapBytesMissing);
    if (message.compressed && !message.isHoled)
        m_inflater->feed(m_part.bytes.first(m_part.missingAt), false);
    message.isHoled = true;
}

bool MessageDecoder::takeInflated(MessageEvent &event, OpenMessage &message)
{
    if (message.isAbandoned)
        return false;
    const bool more = m_inflater->read(event.bytes);
    m_framePlainBytes = m_inflater->inflatedBytes() - m_inflatedBefore;
    m_frameProblems.addIf(m_inflater->isBroken(), Problem::WsBadDeflate);
    m_frameProblems.addIf(m_inflater->isBomb(), Problem::WsDeflateBomb);
    check(message, event.bytes);
    if (message.isHoled && !more) {
        m_inflater->abandonMessage();
        message.isAbandoned = true;
    }
    return more;
}

/// Checks the UTF-8 of a text, or of a close reason.
void MessageDecoder::check(OpenMessage &message, QByteArrayView plain)
{
    if (message.isHoled)
        return;
    if (message.opCode == OpCode::Text) {
        if (!message.utf8.feed(plain))
            m_frameProblems.add(Problem::WsInvalidUtf8);
    } else if (message.opCode == OpCode::Close) {
        const qsizetype codeBytes = m_part.isStart ? std::min<qsizetype>(2, plain.size()) : 0;
        message.utf8.feed(plain.sliced(codeBytes));
    }
}

void MessageDecoder::endFrame(MessageEvent &event, OpenMessage &message)
{
    const FrameHeader &header = m_part.header;
    MessageSummary &summary = message.summary;
    event.endsFrame = true;
    event.framePayloadBytes = m_framePayloadBytes;
    event.framePlainBytes = m_framePlainBytes;
    summary.payloadBytes += m_framePlainBytes;
    summary.compressedBytes += m_framePayloadBytes;
    summary.headerBytes += header.headerBytes;
    ++summary.frameCount;

    const bool isLast = header.fin || isControl(header.opCode);
    const bool cutOff = header.problems.has(Problem::WsCutOff);
    if (isLast && message.compressed && cutOff)
        m_inflater->abandonMessage();
    if (isLast && message.opCode == OpCode::Close)
        readClose(message);
    const bool isCut = cutOff || message.isHoled || m_frameProblems.has(Problem::WsDeflateBomb)
        || m_frameProblems.has(Problem::WsBadDeflate);
    if (isLast && message.opCode == OpCode::Text && !isCut && !message.utf8.isComplete())
        m_frameProblems.add(Problem::WsInvalidUtf8);

    event.header.problems.add(m_frameProblems);
    summary.problems.add(event.header.problems);
    if (isLast)
        endMessage(event, message);
}

void MessageDecoder::endMessage(MessageEvent &event, OpenMessage &message)
{
    event.endsMessage = true;
    message.summary.isValidUtf8
        = message.opCode != OpCode::Text || !message.summary.problems.has(Problem::WsInvalidUtf8);
    event.message = std::move(message.summary);
}

void MessageDecoder::readClose(OpenMessage &message)
{
    m_closed = true;
    const QByteArray payload = std::exchange(m_closePayload, {});
    CloseInfo close;
    if (payload.size() >= 2) {
        close.hasCode = true;
        close.code = qFromBigEndian<quint16>(payload.constData());
        close.reason = payload.sliced(2);
        m_frameProblems.addIf(!isCloseCodeOnWire(close.code), Problem::WsBadCloseCode);
    }
    const bool cutOff = m_part.header.problems.has(Problem::WsCutOff);
    m_frameProblems.addIf(payload.size() == 1 && !cutOff, Problem::WsBadClosePayload);
    m_frameProblems.addIf(cutOff ? !message.utf8.isValid() : !message.utf8.isComplete(),
                          Problem::WsBadCloseReason);
    message.summary.close = std::move(close);
}

} // namespace WebSocket
