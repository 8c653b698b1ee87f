// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What ConnectionDecoder does where bytes are missing.

#include "protocol/capture/connectiondecoder.h"

#include <algorithm>

namespace Capture {

namespace {

/// A piece of a stream that begins with the first line of a request, all of it.
bool beginsRequest(QByteArrayView bytes)
{
    const QByteArrayView line = bytes.first(std::max<qsizetype>(bytes.indexOf('\n'), 0));
    const qsizetype method = line.indexOf(' ');
    return method > 0 && line.lastIndexOf(QByteArrayView(" HTTP/1.")) > method
        && std::all_of(line.begin(), line.begin() + method,
                       [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

bool beginsResponse(QByteArrayView bytes)
{
    constexpr QByteArrayView Version("HTTP/1.");
    return bytes.startsWith(Version) && bytes.indexOf('\n') > Version.size();
}

Http::MessageDecoder::Role roleOf(Direction direction)
{
    return direction == Direction::Sent ? Http::MessageDecoder::Role::Request
                                        : Http::MessageDecoder::Role::Response;
}

} // namespace

void ConnectionDecoder::missing(const WireMissing &event)
{
    m_isDirty = true;
    m_context.collector.add(GapRecord {.started = event.since,
                                       .ended = event.time,
                                       .cause = GapRecord::Cause::Missing,
                                       .bytes = event.bytes});
    if (lane(event.direction).lostBehind > 0 || lane(event.direction).isEnded)
        return;
    if (!skip(event.direction, event.bytes, event.time))
        lose(event.direction, event.bytes, event.time);
}

/// False if nobody can tell where what follows begins.
bool ConnectionDecoder::skip(Direction direction, qint64 bytes, Time time)
{
    if (m_isRaw) { // no more than bytes anyway
        m_context.collector.add(
            ProblemRecord {.time = time,
                           .problem = Problem::TapBytesMissing,
                           .session = m_record.session,
                           .connection = m_record.id,
                           .detail = QByteArray::number(bytes) + " bytes are missing"});
        return true;
    }
    // What is said to be missing may be anything: zeros take no more room than what is there.
    constexpr qint64 FreeBytes = qint64(256) << 10;
    const qint64 there = m_record.bytes.sent + m_record.bytes.received - m_bridged;
    if (m_bridged + bytes > FreeBytes + there)
        return false;
    const bool isInPayload = m_webSocket ? m_webSocket->skip(direction, bytes, time)
                                         : skipInBody(direction, bytes, time);
    if (isInPayload) { // they crossed, and what they are part of counts them
        m_bridged += bytes;
        m_record.bytes.of(direction) += bytes;
        m_context.collector.countWire(m_record.source, direction, bytes);
    }
    return isInPayload;
}

bool ConnectionDecoder::skipInBody(Direction direction, qint64 bytes, Time time)
{
    ExchangeDecoder *const exchange = direction == Direction::Sent ? m_request
        : m_exchanges.empty()                                      ? nullptr
                                                                   : m_exchanges.front().get();
    if (exchange == nullptr || !lane(direction).decoder.skip(bytes))
        return false;
    exchange->takeHole(direction);
    if (direction == Direction::Sent)
        drainRequests(time);
    else
        drainResponses(time);
    return true;
}

QByteArray ConnectionDecoder::lossInWords(Direction direction) const
{
    const Lane &lane = m_lanes[static_cast<std::size_t>(direction)];
    QByteArray words = QByteArray::number(lane.lostBehind) + " bytes are missing; what the "
        + (direction == Direction::Sent ? QByteArray("client") : QByteArray("server"))
        + " sent behind them is not decoded";
    if (lane.undecoded > 0)
        words += " (" + QByteArray::number(lane.undecoded) + " bytes)";
    return words;
}

void ConnectionDecoder::lose(Direction direction, qint64 missing, Time time)
{
    Lane &lost = lane(direction);
    // What is unfinished comes out as it is. Of an answer that is late, the request waits on.
    if (m_webSocket) {
        m_webSocket->lose(direction, time);
    } else if (direction == Direction::Sent) {
        if (m_request)
            m_request->markAsIncomplete(direction);
        m_request = nullptr;
    } else if (!m_exchanges.empty()
               && (m_exchanges.front()->hasResponse() || !lost.decoder.atMessageBoundary())) {
        if (m_exchanges.front().get() == m_request)
            m_request = nullptr;
        finishFirst(time);
    }
    lost.lostBehind = missing;
    lost.lostAt = time;
    lost.undecoded = 0;
    lost.decoder = Http::MessageDecoder(roleOf(direction));
    ++m_context.undecoded.places;
    m_record.problems.add(Problem::TapBytesMissing);
    m_context.collector.add(ProblemRecord {.time = time,
                                           .problem = Problem::TapBytesMissing,
                                           .session = m_record.session,
                                           .connection = m_record.id,
                                           .detail = lossInWords(direction)});
    // Whether an upgrade was agreed to is not known: then neither is what the client goes on with.
    if (m_isHeld && direction == Direction::Received && lane(Direction::Sent).lostBehind == 0)
        lose(Direction::Sent, missing, time);
}

/// Its answer is missing, at least in part.
void ConnectionDecoder::finishFirst(Time time)
{
    m_exchanges.front()->markAsIncomplete(Direction::Received);
    m_exchanges.front()->finish(time);
    m_exchanges.pop_front();
}

/// \a bytes are what one packet brought. What applications say at once begins there.
bool ConnectionDecoder::findAgain(Direction direction, const QByteArray &bytes, Time time)
{
    Lane &found = lane(direction);
    const bool isFound = m_webSocket ? m_webSocket->findAgain(direction, bytes)
                                     : !m_isRaw && findHttpAgain(direction, bytes, time);
    if (!isFound)
        return false;
    found.lostBehind = 0;
    if (found.undecoded > 0)
        m_context.collector.add(ProblemRecord {.time = time,
                                               .problem = Problem::TapBytesMissing,
                                               .session = m_record.session,
                                               .connection = m_record.id,
                                               .detail = "decoded again behind "
                                                   + QByteArray::number(found.undecoded)
                                                   + " bytes that are not"});
    return true;
}

/// Clients ask again when all was answered. So with the first line of a request it goes on, and
/// with that of a response where only one request can be meant: the only one, or the only one
/// behind what is missing.
bool ConnectionDecoder::findHttpAgain(Direction direction, QByteArrayView bytes, Time time)
{
    Lane &found = lane(direction);
    if (direction == Direction::Sent) {
        const bool isAnswered
            = m_exchanges.empty() && lane(Direction::Received).decoder.atMessageBoundary();
        const bool isOtherLost = lane(Direction::Received).lostBehind > 0;
        if (!beginsRequest(bytes) || (!isAnswered && !isOtherLost))
            return false;
        while (!m_exchanges.empty())
            finishFirst(time);
        m_request = nullptr;
        m_isHeld = false;
        found.decoder = Http::MessageDecoder(roleOf(direction));
    } else {
        const auto isBehind = [&found](const std::unique_ptr<ExchangeDecoder> &exchange) {
            return exchange->record().requestStarted > found.lostAt;
        };
        const auto behind = std::count_if(m_exchanges.begin(), m_exchanges.end(), isBehind);
        if (!beginsResponse(bytes) || m_exchanges.empty()
            || (behind != 1 && m_exchanges.size() != 1))
            return false;
        while (m_exchanges.size() > 1)
            finishFirst(time);
        ExchangeDecoder &exchange = *m_exchanges.front();
        exchange.markAsIncomplete(direction);
        found.decoder = Http::MessageDecoder(roleOf(direction));
        found.decoder.expect(exchange.record().method);
    }
    return true;
}

} // namespace Capture
