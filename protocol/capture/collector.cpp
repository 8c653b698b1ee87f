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

Id Collector::newSession(quint32 source)
{
    if (asideOf(source) == Aside::None)
        ++m_totals.sessions;
    return ++m_sessions;
}

Id Collector::newExchange(quint32 source)
{
    if (!m_isPaused && asideOf(source) == Aside::None)
        ++m_totals.exchanges;
    return ++m_exchanges;
}

Id Collector::add(MessageRecord &&message)
{
    if (m_isPaused) {
        m_gap.messages += message.aside == Aside::Admin ? 0 : 1;
        return 0;
    }
    message.id = ++m_messages;
    count(message);

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

void Collector::count(const MessageRecord &message)
{
    if (message.aside == Aside::Admin)
        return;
    ++m_totals.messages;
    const Direction direction = message.direction;
    m_totals.payload.of(direction) += message.payloadBytes;
    m_totals.socketIo.of(direction) += message.socketIoBytes;
    m_totals.engineIo.of(direction) += message.engineIoBytes;
    if (message.transport == Transport::WebSocket && message.kind != Kind::Handshake)
        m_totals.webSocket.of(direction) += message.transportBytes;
    m_totals.saved.of(direction) += message.savedBytes;
}

void Collector::add(const FrameRecord &frame)
{
    const bool counts = frame.aside == Aside::None;
    if (frame.id == 0) {
        if (m_isPaused && counts)
            ++m_gap.frames;
        return;
    }
    m_totals.frames += counts ? 1 : 0;
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

void Collector::add(AlterationRecord &&alteration)
{
    if (alteration.message == 0)
        return;
    weigh(RowWeight + alteration.alteration.other.size());
    m_batch.alterations.push_back(std::move(alteration));
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

void Collector::add(const SourceRecord &source)
{
    if (source.type == SourceRecord::Type::Admin)
        m_admins.insert(source.id);
    m_batch.sources.push_back(source);
}

void Collector::add(GapRecord gap)
{
    gap.id = ++m_gaps;
    ++m_totals.gaps;
    m_totals.gapMessages += gap.messages;
    m_totals.gapBytes += gap.bytes;
    weigh(RowWeight);
    m_batch.gaps.push_back(gap);
}

void Collector::countConnection(quint32 source)
{
    if (asideOf(source) == Aside::None)
        ++m_totals.connections;
}

void Collector::countWire(quint32 source, Direction direction, qint64 bytes)
{
    if (asideOf(source) == Aside::Admin)
        return;
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
    m_gap.ended = now;
    add(GapRecord(m_gap));
}

RecordBatch Collector::take()
{
    m_batch.weight += RowWeight
        * static_cast<qint64>(m_batch.sessions.size() + m_batch.connections.size()
                              + m_batch.sources.size());
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
