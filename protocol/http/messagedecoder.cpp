// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/messagedecoder.h"

#include <algorithm>
#include <utility>

namespace Http {

MessageDecoder::MessageDecoder(Role role, qsizetype maxHeadBytes)
    : m_role(role)
    , m_maxHeadBytes(maxHeadBytes)
    , m_head(role, maxHeadBytes)
{
}

void MessageDecoder::feed(QByteArray bytes)
{
    m_queue.append(std::move(bytes));
}

void MessageDecoder::expect(const QByteArray &method)
{
    m_expected.append(method);
}

bool MessageDecoder::skip(qint64 bytes)
{
    const bool isInBody = m_state == State::BodyToEnd
        || (m_state == State::FixedBody && bytes <= m_remaining - m_missing);
    if (!isInBody || m_finished || !m_queue.isEmpty())
        return false;
    m_missing += bytes;
    return true;
}

void MessageDecoder::finish()
{
    m_finished = true;
}

std::optional<Event> MessageDecoder::next()
{
    switch (m_state) {
    case State::InHead:
        return nextFromHead();
    case State::NoBody:
        return takeEnd();
    case State::FixedBody:
    case State::BodyToEnd:
        return nextFromBody();
    case State::ChunkedBody:
        return nextFromChunks();
    case State::Foreign:
        return nextForeign();
    case State::Switched:
        break;
    }
    return std::nullopt;
}

void MessageDecoder::switchToForeign()
{
    m_state = State::Switched;
}

QByteArray MessageDecoder::takeRest()
{
    QByteArray rest = m_head.takeRaw();
    m_head = HeadDecoder(m_role, m_maxHeadBytes);
    m_offset += m_queue.size();
    if (rest.isEmpty())
        return m_queue.takeAll();
    rest.append(m_queue.takeAll());
    return rest;
}

qint64 MessageDecoder::streamOffset() const
{
    return m_offset - m_head.wireBytes();
}

bool MessageDecoder::atMessageBoundary() const
{
    return m_state == State::InHead && m_head.state() == HeadDecoder::State::Empty
        && m_queue.isEmpty();
}

std::optional<Event> MessageDecoder::nextFromHead()
{
    const qsizetype count = m_head.feed(m_queue.view());
    m_queue.drop(count);
    m_offset += count;
    if (m_finished)
        m_head.finish();

    switch (m_head.state()) {
    case HeadDecoder::State::Done:
        return takeHead();
    case HeadDecoder::State::NotHttp: {
        m_state = State::Foreign;
        return Foreign {takeRest()};
    }
    case HeadDecoder::State::Empty:
    case HeadDecoder::State::Reading:
        break;
    }
    return std::nullopt;
}

Head MessageDecoder::takeHead()
{
    m_framing = m_head.framing();
    Head head = m_head.takeHead();
    head.streamOffset = m_offset - head.wireBytes;
    m_head = HeadDecoder(m_role, m_maxHeadBytes);

    m_end = {};
    m_stateAfterEnd = State::InHead;
    m_state = stateAfter(head);
    if (head.problems.has(Problem::HttpCutOff)) {
        m_state = State::NoBody;
        m_end.complete = false;
        m_end.problems.add(Problem::HttpCutOff);
    }
    return head;
}

MessageDecoder::State MessageDecoder::stateAfter(Head &head)
{
    const State body = bodyOf(head);
    if (m_role == Role::Request)
        return body;

    QByteArray method;
    if (m_expected.isEmpty())
        head.problems.add(Problem::HttpUnexpectedResponse);
    else
        method = head.isInterim() ? m_expected.first() : m_expected.takeFirst();
    // RFC 9112 6.3, items 1 and 2
    if (head.switchesProtocols()
        || (method == "CONNECT" && head.status >= 200 && head.status < 300)) {
        m_stateAfterEnd = State::Switched;
        return State::NoBody;
    }
    if (head.isInterim() || head.status == 204 || head.status == 304 || method == "HEAD")
        return State::NoBody;
    return body;
}

/// RFC 9112 6.3, items 3 to 8. What contradicts itself is noted in \a head.
MessageDecoder::State MessageDecoder::bodyOf(Head &head)
{
    head.problems.addIf(m_framing.hasBadLength, Problem::HttpBadLength);
    if (m_framing.hasTransferCoding) {
        const bool hasLength = m_framing.contentLength.has_value();
        head.problems.addIf(hasLength || (!m_framing.isChunked && head.isRequest),
                            Problem::HttpBadLength);
        if (!m_framing.isChunked)
            return State::BodyToEnd;
        m_chunks.emplace(m_maxHeadBytes);
        return State::ChunkedBody;
    }
    if (m_framing.contentLength) {
        m_remaining = *m_framing.contentLength;
        return State::FixedBody;
    }
    return head.isRequest ? State::NoBody : State::BodyToEnd;
}

std::optional<Event> MessageDecoder::nextFromBody()
{
    const bool toEnd = m_state == State::BodyToEnd;
    if (!toEnd && m_remaining == 0)
        return takeEnd();
    if (m_missing > 0) {
        constexpr qint64 MostZeros = qint64(64) << 10; // in one part
        QByteArray zeros(std::min(m_missing, MostZeros), '\0');
        m_missing -= zeros.size();
        countBody(zeros.size());
        return BodyPart {std::move(zeros)};
    }
    if (m_queue.isEmpty())
        return m_finished
            ? std::optional<Event>(toEnd ? takeEnd() : takeBrokenEnd(Problem::HttpCutOff))
            : std::nullopt;

    const auto count = toEnd
        ? m_queue.size()
        : static_cast<qsizetype>(std::min<qint64>(m_remaining, m_queue.size()));
    countBody(count);
    return BodyPart {m_queue.take(count)};
}

void MessageDecoder::countBody(qint64 bytes)
{
    m_remaining -= m_state == State::BodyToEnd ? 0 : bytes;
    m_offset += bytes;
    m_end.bodyBytes += bytes;
    m_end.wireBytes += bytes;
}

std::optional<Event> MessageDecoder::nextFromChunks()
{
    QByteArray body;
    const qsizetype count = m_chunks->feed(m_queue.view(), body);
    m_queue.drop(count);
    m_offset += count;
    m_end.wireBytes += count;
    m_end.bodyBytes += body.size();
    if (!body.isEmpty())
        return BodyPart {std::move(body)};

    switch (m_chunks->state()) {
    case ChunkedDecoder::State::Done:
        m_end.trailers = m_chunks->takeTrailers();
        m_end.problems.add(m_chunks->trailerProblems());
        return takeEnd();
    case ChunkedDecoder::State::Broken:
        m_stateAfterEnd = State::Foreign;
        return takeBrokenEnd(Problem::HttpBadChunk);
    case ChunkedDecoder::State::Reading:
        break;
    }
    if (!m_finished)
        return std::nullopt;
    m_chunks->finish();
    m_end.trailers = m_chunks->takeTrailers();
    m_end.problems.add(m_chunks->trailerProblems());
    return takeBrokenEnd(Problem::HttpCutOff);
}

std::optional<Event> MessageDecoder::nextForeign()
{
    if (m_queue.isEmpty())
        return std::nullopt;
    m_offset += m_queue.size();
    return Foreign {m_queue.takeAll()};
}

End MessageDecoder::takeBrokenEnd(Problem problem)
{
    m_end.complete = false;
    m_end.problems.add(problem);
    return takeEnd();
}

End MessageDecoder::takeEnd()
{
    m_state = m_stateAfterEnd;
    return std::exchange(m_end, {});
}

} // namespace Http
