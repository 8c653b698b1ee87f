// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/collector.h"

#include <utility>

namespace Capture {

namespace {

// What a row costs in memory beside its bytes, about.
constexpr qint64 MessageWeight = 320;
constexpr qint64 FrameWeight = 120;
constexpr qint64 RowWeight = 400;

} // namespace

Id Collector::newExchange()
{
    if (!m_isPaused)
        ++m_totals.exchanges;
    return ++m_exchanges;
}

Id Collector::add(MessageRecord &&message)
{
    if (m_isPaused) {
        ++m_gap.messages;
        return 0;
    }
    message.id = ++m_messages;
    ++m_totals.messages;
    const Direction direction = message.direction;
    m_totals.payload.of(direction) += message.payloadBytes;
    m_totals.socketIo.of(direction) += message.socketIoBytes;
    m_totals.engineIo.of(direction) += message.engineIoBytes;
    if (message.transport == Transport::WebSocket && message.kind != Kind::Handshake)
        m_totals.webSocket.of(direction) += message.transportBytes;
    m_totals.saved.of(direction) += message.savedBytes;

    shelve(message.content);
    for (Content &attachment : message.attachments)
        shelve(attachment);
    if (!message.problems.isEmpty()) {
        message.problems.forEach([&](Problem problem) {
            add(ProblemRecord {.time = message.time,
                               .problem = problem,
                               .session = message.session,
                               .connection = message.connection,
                               .exchange = message.exchange,
                               .message = message.id});
        });
    }
    weigh(MessageWeight + message.content.bytes.size());
    for (const Content &attachment : message.attachments)
        weigh(RowWeight + attachment.bytes.size());
    const Id id = message.id;
    m_batch.messages.push_back(std::move(message));
    return id;
}

void Collector::add(const FrameRecord &frame)
{
    if (frame.id == 0) {
        if (m_isPaused)
            ++m_gap.frames;
        return;
    }
    ++m_totals.frames;
    weigh(FrameWeight);
    m_batch.frames.push_back(frame);
}

void Collector::add(ExchangeRecord &&exchange)
{
    if (m_isPaused)
        return;
    for (Content *content : {&exchange.requestHead, &exchange.responseHead, &exchange.requestBody,
                             &exchange.responseBody}) {
        shelve(*content);
        weigh(content->bytes.size());
    }
    weigh(RowWeight);
    m_batch.exchanges.push_back(std::move(exchange));
}

void Collector::add(const AnswerRecord &answer)
{
    if (answer.asked == 0 || answer.answer == 0)
        return;
    weigh(static_cast<qint64>(sizeof answer));
    m_batch.answers.push_back(answer);
}

void Collector::add(SpillPiece &&piece)
{
    if (m_isPaused)
        return;
    weigh(RowWeight + piece.bytes.size());
    m_batch.pieces.push_back(std::move(piece));
}

void Collector::add(ProblemRecord &&problem)
{
    if (m_isPaused)
        return;
    problem.id = ++m_problems;
    ++m_totals.problems;
    weigh(RowWeight);
    m_batch.problems.push_back(std::move(problem));
}

void Collector::add(const MembershipRecord &membership)
{
    weigh(RowWeight);
    m_batch.memberships.push_back(membership);
}

void Collector::add(const ServerRecord &server)
{
    weigh(RowWeight);
    m_batch.servers.push_back(server);
}

void Collector::add(const SocketRecord &socket)
{
    weigh(RowWeight + socket.handshake.size() + socket.data.size());
    m_batch.sockets.push_back(socket);
}

void Collector::countWire(Direction direction, qint64 bytes)
{
    if (m_isPaused)
        m_gap.bytes += bytes;
    else
        m_totals.wire.of(direction) += bytes;
}

void Collector::pause(Time now)
{
    if (std::exchange(m_isPaused, true))
        return;
    m_gap = {.started = now, .cause = GapRecord::Cause::Paused};
}

void Collector::resume(Time now)
{
    if (!std::exchange(m_isPaused, false))
        return;
    if (m_gap.messages == 0 && m_gap.frames == 0 && m_gap.bytes == 0)
        return;
    m_gap.id = ++m_gaps;
    m_gap.ended = now;
    ++m_totals.gaps;
    m_totals.gapMessages += m_gap.messages;
    m_totals.gapBytes += m_gap.bytes;
    m_batch.gaps.push_back(m_gap);
    weigh(RowWeight);
}

RecordBatch Collector::take()
{
    m_batch.weight += RowWeight
        * static_cast<qint64>(m_batch.sessions.size() + m_batch.connections.size()
                              + m_batch.sources.size());
    m_totals.sessions = m_sessions;
    m_batch.totals = m_totals;
    return std::exchange(m_batch, {});
}

void Collector::shelve(Content &content)
{
    if (content.spill != 0 || content.bytes.size() <= InlineBytes)
        return;
    content.spill = newSpill();
    qint32 number = 0;
    for (qint64 begin = HeadBytes; begin < content.bytes.size(); begin += PieceBytes)
        add(SpillPiece {.spill = content.spill,
                        .number = number++,
                        .bytes = content.bytes.sliced(
                            begin, std::min(PieceBytes, content.bytes.size() - begin))});
    content.bytes.truncate(HeadBytes);
}

} // namespace Capture
