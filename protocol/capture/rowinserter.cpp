// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/rowinserter.h"

#include "protocol/capture/ascending.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>

namespace Capture {

namespace {

RowListKind listOf(Aside aside)
{
    switch (aside) {
    case Aside::None:
        break;
    case Aside::Heartbeat:
        return RowListKind::Heartbeats;
    case Aside::Admin:
        return RowListKind::Admin;
    }
    return RowListKind::Messages;
}

} // namespace

void RowInserter::FrameRange::add(Id frame)
{
    first = first == 0 ? frame : std::min(first, frame);
    last = std::max(last, frame);
}

RowInserter::RowInserter(SQLite::Database &database)
    : m_database(database)
{
}

bool RowInserter::prepare()
{
    const auto ready = [this](Statement &statement, const QByteArray &sql) {
        return statement.prepare(m_database.getHandle(), sql.constData());
    };
    return m_conversations.prepare(m_database.getHandle())
        && m_alterations.prepare(m_database.getHandle())
        && m_annotations.prepare(m_database.getHandle()) && m_rooms.prepare(m_database.getHandle())
        && ready(m_exchange, insertInto("exchange_row", 20))
        && ready(m_part, insertInto("exchange_part", 6))
        && ready(m_piece, insertInto("spill_piece", 5))
        && ready(m_pieceProgress,
                 "SELECT number + 1, start + length(data) FROM spill_piece WHERE spill=? "
                 "ORDER BY start DESC LIMIT 1")
        && ready(m_frame, insertInto("frame_row", 12))
        && ready(m_frameMessage, "UPDATE frame_row SET message=? WHERE id=?")
        && ready(m_message, insertInto("message_row", 32))
        && ready(m_label, insertInto("message_label", 4))
        && ready(m_payload, insertInto("payload", 3))
        && ready(m_attachment, insertInto("attachment", 6))
        && ready(m_answer, "UPDATE message_row SET answer=?, answer_latency_us=? WHERE id=?")
        && ready(m_problem, insertInto("problem_row", 9)) && ready(m_gap, insertInto("gap_row", 7))
        && ready(m_totals, insertInto("totals", 22)) && ready(m_list, insertInto("row_list", 3))
        && load();
}

/// Reads where the lists and the numbers end.
bool RowInserter::load()
{
    sqlite3 *const handle = m_database.getHandle();
    Statement statement;
    if (!statement.prepare(handle, "SELECT max(id) FROM attachment") || !statement.step())
        return false;
    m_lastAttachment = statement.integer(0);
    if (!statement.prepare(handle, "SELECT list, number, ids FROM row_list ORDER BY list, number"))
        return false;
    std::vector<Id> ids;
    std::array<bool, RowListKinds> hasParts {};
    // Ordered by kind, then number; see Ascending.
    Ascending kinds;
    Ascending numbers;
    while (statement.step()) {
        const qint64 kind = statement.integer(0);
        if (kinds.take(kind))
            numbers = Ascending();
        if (kind != kinds.last() || !numbers.take(statement.integer(1)))
            break;
        if (kind < 0 || kind >= RowListKinds)
            continue;
        ids.clear();
        RowListPart::read(statement.view(2), ids);
        List &list = m_lists[static_cast<std::size_t>(kind)];
        list = {};
        list.number = static_cast<int>(statement.integer(1));
        for (const Id id : ids) {
            list.part.append(id);
            if (static_cast<RowListKind>(kind) == RowListKind::Exchanges)
                m_exchanges.insert(id);
        }
        hasParts[static_cast<std::size_t>(kind)] = true;
    }
    for (std::size_t kind = 0; kind < RowListKinds; ++kind) {
        if (!hasParts[kind])
            m_lists[kind] = {};
    }
    statement.reset();
    m_isLoaded = true;
    return true;
}

void RowInserter::takeStateOf(RowInserter &other)
{
    m_isLoaded = other.m_isLoaded;
    m_lists = std::move(other.m_lists);
    m_exchanges = std::move(other.m_exchanges);
    m_conversations.takeStateOf(other.m_conversations);
    m_parts = std::move(other.m_parts);
    m_spills = std::move(other.m_spills);
    m_otherFrames = std::move(other.m_otherFrames);
    m_lastAttachment = other.m_lastAttachment;
}

void RowInserter::forget()
{
    m_isLoaded = false;
    m_exchanges.clear();
    m_conversations.forget();
    m_parts.clear();
    m_spills.clear();
    m_otherFrames.clear();
}

bool RowInserter::insert(const RecordBatch &batch)
{
    if (!m_isLoaded && !load())
        return false;
    const auto each = [this](const auto &records, auto insertOne) {
        return std::all_of(records.begin(), records.end(), [this, insertOne](const auto &record) {
            return (this->*insertOne)(record);
        });
    };
    noteFrames(batch);
    return m_conversations.insert(batch) && each(batch.pieces, &RowInserter::insertPiece)
        && each(batch.exchanges, &RowInserter::insertExchange)
        && each(batch.frames, &RowInserter::insertFrame)
        && each(batch.messages, &RowInserter::insertMessage)
        && std::all_of(batch.answers.begin(), batch.answers.end(),
                       [this](const AnswerRecord &answer) {
                           return m_answer.bind(answer.answer)
                               .bind(answer.latencyUs)
                               .bind(answer.asked)
                               .run();
                       })
        && insertAlterations(batch) && each(batch.problems, &RowInserter::insertProblem)
        && each(batch.gaps, &RowInserter::insertGap) && insertAnnotations(batch)
        && m_rooms.insert(batch) && (!batch.totals || updateTotals(*batch.totals));
}

bool RowInserter::insertExchange(const ExchangeRecord &exchange)
{
    const bool isOk = m_exchange.bind(exchange.id)
                          .bindId(exchange.connection)
                          .bindId(exchange.session)
                          .bindId(exchange.message)
                          .bindTime(exchange.requestStarted)
                          .bindTime(exchange.requestEnded)
                          .bindTime(exchange.responseStarted)
                          .bindTime(exchange.responseEnded)
                          .bindText(exchange.method)
                          .bindText(exchange.target)
                          .bind(exchange.status)
                          .bind(exchange.wireBytes.sent)
                          .bind(exchange.wireBytes.received)
                          .bindText(exchange.requestCoding)
                          .bindText(exchange.responseCoding)
                          .bind(exchange.isHandshake ? 1 : 0)
                          .bind(exchange.isPolling ? 1 : 0)
                          .bind(exchange.isOurs ? 1 : 0)
                          .bindProblems(exchange.problems)
                          .bindText(exchange.interimHeads)
                          .run();
    if (!isOk || !insertParts(exchange))
        return false;
    if (exchange.isHandshake && !m_conversations.setHandshake(exchange.connection, exchange.id))
        return false;
    return exchange.aside == Aside::Admin || !m_exchanges.insert(exchange.id)
        || append(RowListKind::Exchanges, exchange.id);
}

/// Writes heads and bodies that are new or grew.
bool RowInserter::insertParts(const ExchangeRecord &exchange)
{
    const std::array<const Content *, 4> parts {&exchange.requestHead, &exchange.responseHead,
                                                &exchange.requestBody, &exchange.responseBody};
    std::array<PartState, 4> &states = m_parts[exchange.id];
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Content &part = *parts[i];
        const PartState state {part.bytes.size(), part.size, part.spill};
        if (state == states[i] || (part.size == 0 && part.bytes.isEmpty()))
            continue;
        states[i] = state;
        const bool isOk = m_part.bind(exchange.id * 4 + static_cast<Id>(i))
                              .bind(exchange.id)
                              .bind(static_cast<Id>(i))
                              .bind(part.size)
                              .bindId(part.spill)
                              .bindContent(part.bytes)
                              .run();
        if (!isOk)
            return false;
        m_spills.remove(part.spill);
    }
    if (exchange.responseEnded)
        m_parts.remove(exchange.id);
    return true;
}

/// Pieces follow each other: after a hole nothing more of that spill is kept, so that what is kept
/// stands where it stood.
bool RowInserter::insertPiece(const SpillPiece &piece)
{
    auto progress = m_spills.find(piece.spill);
    if (progress == m_spills.end()) {
        progress = m_spills.insert(piece.spill, {});
        if (piece.number != 0 && m_pieceProgress.bind(piece.spill).step()) {
            progress->pieces = static_cast<qint32>(m_pieceProgress.integer(0));
            progress->bytes = m_pieceProgress.integer(1);
        }
        m_pieceProgress.reset();
    }
    if (piece.number != progress->pieces)
        return true;
    const bool isOk = m_piece.bindNull()
                          .bind(piece.spill)
                          .bind(piece.number)
                          .bind(progress->bytes)
                          .bindBlob(piece.bytes)
                          .run();
    ++progress->pieces;
    progress->bytes += piece.bytes.size();
    return isOk;
}

/// Remembers which frames belong to which message, for insertMessage().
void RowInserter::noteFrames(const RecordBatch &batch)
{
    m_batchFrames.clear();
    if (!batch.messages.empty()) {
        m_firstMessage = batch.messages.front().id;
        const Id span = batch.messages.back().id - m_firstMessage + 1;
        const Id most = 4 * static_cast<Id>(batch.messages.size()) + 1024;
        m_batchFrames.resize(static_cast<std::size_t>(std::clamp(span, Id(0), most)));
    }
    for (const FrameRecord &frame : batch.frames) {
        if (frame.message == 0)
            continue;
        const Id at = frame.message - m_firstMessage;
        if (at >= 0 && at < std::ssize(m_batchFrames))
            m_batchFrames[static_cast<std::size_t>(at)].add(frame.id);
        else
            m_otherFrames[frame.message].add(frame.id);
    }
}

RowInserter::FrameRange RowInserter::framesOf(const MessageRecord &message)
{
    FrameRange range;
    const Id at = message.id - m_firstMessage;
    if (at >= 0 && at < std::ssize(m_batchFrames))
        range = m_batchFrames[static_cast<std::size_t>(at)];
    if (!m_otherFrames.isEmpty()) {
        const FrameRange others = m_otherFrames.take(message.id);
        if (others.first != 0) {
            range.add(others.first);
            range.add(others.last);
        }
    }
    for (const Id frame : message.frames)
        range.add(frame);
    return range;
}

bool RowInserter::insertFrame(const FrameRecord &frame)
{
    m_frame.bind(frame.id)
        .bindTime(frame.time)
        .bindId(frame.connection)
        .bindId(frame.message)
        .bind(static_cast<int>(frame.direction))
        .bind(frame.firstByte);
    if (frame.isMasked)
        m_frame.bindBlob(QByteArrayView(frame.key.data(), std::ssize(frame.key)));
    else
        m_frame.bindNull();
    return m_frame.bind(frame.headerBytes)
        .bind(frame.payloadBytes)
        .bindFrom(frame.storedBytes, frame.payloadBytes)
        .bindFrom(frame.plainBytes, frame.payloadBytes)
        .bindProblems(frame.problems)
        .run();
}

bool RowInserter::insertMessage(const MessageRecord &message)
{
    const FrameRange frames = framesOf(message);
    const auto attachments = static_cast<qint64>(message.attachments.size());
    m_message.bind(message.id)
        .bindTime(message.time)
        .bindId(message.session)
        .bindId(message.connection)
        .bindId(message.exchange)
        .bind(static_cast<int>(message.direction))
        .bindFrom(static_cast<int>(message.transport), static_cast<int>(Transport::None))
        .bind(static_cast<int>(message.kind))
        .bindFrom(message.engineIo, -1)
        .bindFrom(message.socketIo, -1)
        .bind(message.isBinary ? 1 : 0)
        .bind(message.isMsgpack ? 1 : 0)
        .bindText(message.nsp)
        .bindText(message.event)
        .bindFrom(message.ackId, -1)
        .bindId(message.ackOf)
        .bindFrom(message.ackLatencyUs, -1)
        .bindNull()
        .bindNull()
        .bind(message.dataOffset)
        .bind(message.payloadBytes)
        .bind(message.socketIoBytes)
        .bind(message.engineIoBytes)
        .bind(message.transportBytes)
        .bind(message.savedBytes)
        .bindText(message.changed)
        .bindProblems(message.problems)
        .bind(message.content.size)
        .bind(attachments)
        .bindId(attachments > 0 ? m_lastAttachment + 1 : 0)
        .bindId(frames.first)
        .bindId(frames.last);
    if (!m_message.run())
        return false;
    if (!m_payload.bind(message.id)
             .bindId(message.content.spill)
             .bindContent(message.content.bytes)
             .run())
        return false;
    if (message.content.spill != 0)
        m_spills.remove(message.content.spill);
    for (const Id frame : message.frames) {
        if (!m_frameMessage.bind(message.id).bind(frame).run())
            return false;
    }
    if (attachments > 0 && !insertAttachments(message))
        return false;
    return insertLabel(message) && append(listOf(message.effectiveAside()), message.id);
}

/// Most messages have none.
bool RowInserter::insertLabel(const MessageRecord &message)
{
    if (message.aside == Aside::None && message.dialect == Dialects::Dialect::None)
        return true;
    return m_label.bind(message.id)
        .bindFrom(static_cast<int>(message.aside), static_cast<int>(Aside::None))
        .bindText(Dialects::dialectName(message.dialect))
        .bindText(message.verb)
        .run();
}

bool RowInserter::insertAttachments(const MessageRecord &message)
{
    qint64 number = 0;
    return std::all_of(message.attachments.begin(), message.attachments.end(),
                       [this, &message, &number](const Content &attachment) {
                           m_spills.remove(attachment.spill);
                           return m_attachment.bind(++m_lastAttachment)
                               .bind(message.id)
                               .bind(number++)
                               .bind(attachment.size)
                               .bindId(attachment.spill)
                               .bindBlob(attachment.bytes)
                               .run();
                       });
}

bool RowInserter::insertProblem(const ProblemRecord &problem)
{
    return m_problem.bind(problem.id)
        .bindTime(problem.time)
        .bindText(problemCode(problem.problem))
        .bindId(problem.session)
        .bindId(problem.connection)
        .bindId(problem.exchange)
        .bindId(problem.message)
        .bindId(problem.frame)
        .bindText(problem.detail)
        .run();
}

bool RowInserter::insertAlterations(const RecordBatch &batch)
{
    return std::all_of(
        batch.alterations.begin(), batch.alterations.end(),
        [this](const AlterationRecord &alteration) { return m_alterations.insert(alteration); });
}

bool RowInserter::insertAnnotations(const RecordBatch &batch)
{
    const auto insert = [this](const auto &remark) { return m_annotations.insert(remark); };
    return std::all_of(batch.annotations.begin(), batch.annotations.end(), insert)
        && std::all_of(batch.sessionNotes.begin(), batch.sessionNotes.end(), insert)
        && (!batch.about || insert(*batch.about));
}

bool RowInserter::insertGap(const GapRecord &gap)
{
    return m_gap.bind(gap.id)
        .bindTime(gap.started)
        .bindTime(gap.ended)
        .bind(static_cast<int>(gap.cause))
        .bind(gap.messages)
        .bind(gap.frames)
        .bind(gap.bytes)
        .run();
}

bool RowInserter::updateTotals(const Totals &totals)
{
    m_totals.bind(1)
        .bind(totals.connections)
        .bind(totals.sessions)
        .bind(totals.exchanges)
        .bind(totals.frames)
        .bind(totals.messages)
        .bind(totals.problems);
    for (const ByteCount *const count : {&totals.payload, &totals.socketIo, &totals.engineIo,
                                         &totals.webSocket, &totals.saved, &totals.wire})
        m_totals.bind(count->sent).bind(count->received);
    return m_totals.bind(totals.gaps).bind(totals.gapMessages).bind(totals.gapBytes).run();
}

bool RowInserter::append(RowListKind kind, Id id)
{
    List &list = m_lists[static_cast<std::size_t>(kind)];
    if (list.part.isFull()) {
        if (list.isChanged && !insertList(static_cast<int>(kind)))
            return false;
        list.part.clear();
        ++list.number;
    }
    list.part.append(id);
    list.isChanged = true;
    return true;
}

bool RowInserter::insertList(int kind)
{
    List &list = m_lists[static_cast<std::size_t>(kind)];
    list.isChanged = false;
    return m_list.bind(kind).bind(list.number).bindBlob(list.part.bytes()).run();
}

bool RowInserter::insertLists()
{
    for (int kind = 0; kind < RowListKinds; ++kind) {
        if (m_lists[static_cast<std::size_t>(kind)].isChanged && !insertList(kind))
            return false;
    }
    return true;
}

} // namespace Capture
