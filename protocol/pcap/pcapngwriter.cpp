// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/pcapngwriter.h"

#include "protocol/capture/nametable.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <utility>

namespace Pcap {

using Capture::Direction;
using Capture::Id;
using What = WireWalk::Step::What;

namespace {

constexpr qint64 SliceBytes = qint64(1) << 20;
/// So many messages of one body are named.
constexpr Id MostNamed = 20;
constexpr qint64 TellEvery = 4096; // packets

QByteArray counted(qint64 count, const QByteArray &one, const QByteArray &more)
{
    return QByteArray::number(count) + ' ' + (count == 1 ? one : more);
}

} // namespace

PcapngWriter::PcapngWriter(Formats::Export &work)
    : m_work(work)
    , m_reader(work.reader)
    , m_out(work.sink)
    , m_payloads(work.reader)
    , m_frames(m_payloads)
    , m_exchanges(work.reader)
{
    for (const Capture::SessionRecord &session : m_reader.sessions())
        m_sessions.insert(session.id, session);
}

bool PcapngWriter::write()
{
    readConnections();
    readMessages();
    if (!m_reader.errorText().isEmpty())
        return false;
    writeStart();
    WireWalk walk(m_reader, m_records, std::move(m_raw));
    std::vector<Capture::FrameRecord> portion;
    const auto all
        = static_cast<double>(std::max<Id>(1, m_reader.lastFrame() + m_reader.lastExchange()));
    Id done = 0;
    qint64 told = 0;
    while (const auto step = walk.next()) {
        if (walk.takePortion(portion))
            m_payloads.load(portion);
        if (step->what == What::Frame) {
            const auto found = m_open.find(step->connection);
            if (found != m_open.end()) {
                const bool isWritten = found->second.stream
                    && m_frames.write(walk.frame(), *found->second.stream, walk.frame().time,
                                      [this](const Capture::MessageRow &message) {
                                          return commentOf(message, m_sessions);
                                      });
                m_unknownFrames += isWritten ? 0 : 1;
            }
        } else {
            take(*step);
        }
        m_lastTime = std::max(m_lastTime, step->time);
        done += step->what == What::Frame || step->what == What::Request ? 1 : 0;
        if (m_out.packets() >= told + TellEvery) {
            told = m_out.packets();
            if (!m_work.goesOn(std::min(1.0, static_cast<double>(done) / all)))
                return false;
        }
        if (!m_out.isGood())
            return false;
    }
    writeEnd();
    return m_out.isGood() && m_reader.errorText().isEmpty();
}

/// Which connections are written.
void PcapngWriter::readConnections()
{
    QSet<quint32> admins;
    for (const Capture::SourceRecord &source : m_reader.sources()) {
        if (source.type == Capture::SourceRecord::Type::Admin)
            admins.insert(source.id);
    }
    QSet<Id> chosen;
    if (m_work.choice) {
        const std::atomic_bool cancelled = false;
        m_reader.choose(Capture::StoreReader::Rows::Messages, *m_work.choice, 0,
                        m_reader.lastMessage(), cancelled, [&](std::span<const Id> ids) {
                            for (const Capture::MessageRow &row : m_reader.messages(ids))
                                chosen.insert(row.record.connection);
                        });
    }
    for (Capture::ConnectionRecord &record : m_reader.connections()) {
        const bool isEmpty = record.peer.isEmpty() && record.bytes == Capture::ByteCount {}
            && !record.problems.isEmpty(); // it never stood
        if (!isEmpty && !admins.contains(record.source)
            && (!m_work.choice || chosen.contains(record.id)))
            m_records.push_back(std::move(record));
    }
    std::sort(m_records.begin(), m_records.end(),
              [](const auto &left, const auto &right) { return left.id < right.id; });
    for (const Capture::ConnectionRecord &record : m_records)
        m_open[record.id].record = &record;
}

/// Which messages are bytes that are neither HTTP nor frames, and which came in bodies.
void PcapngWriter::readMessages()
{
    const std::atomic_bool cancelled = false;
    Capture::NameTable names;
    m_reader.messageFacts(0, names, cancelled, [&](std::span<const Capture::MessageFacts> portion) {
        for (const Capture::MessageFacts &facts : portion) {
            const bool isKnown = m_open.contains(facts.connection);
            if (!isKnown || facts.kind == Capture::Kind::Http
                || facts.kind == Capture::Kind::Handshake)
                continue;
            if (facts.wireBytes() == 0) {
                ++m_uncrossedMessages;
            } else if (facts.exchange != 0) {
                const Id key = facts.exchange * 2 + static_cast<Id>(facts.direction);
                Run &run = m_polled.try_emplace(key, Run {facts.id, facts.id}).first->second;
                run.last = facts.id;
            } else if (facts.kind == Capture::Kind::Raw) {
                m_raw.push_back({facts.id, facts.connection, facts.time});
            }
        }
    });
}

void PcapngWriter::writeStart()
{
    QByteArrayList comments {
        "Made by Sockscope of what crossed on connections: the bytes are true, the TCP/IP packets "
        "around them are not those that carried them."};
    const Capture::Totals totals = m_reader.totals();
    if (totals.gaps > 0)
        comments.append("Not recorded: " + counted(totals.gapMessages, "message", "messages") + ", "
                        + counted(totals.gapBytes, "byte", "bytes") + '.');
    m_out.section("Sockscope " + QCoreApplication::applicationVersion().toUtf8(), comments);
    QSet<quint32> used;
    for (const Capture::ConnectionRecord &record : m_records)
        used.insert(record.source);
    for (const Capture::SourceRecord &source : m_reader.sources()) {
        if (used.remove(source.id))
            m_interfaces[source.id] = m_out.interface(source.name, source.target);
    }
    if (!used.isEmpty() || m_interfaces.empty()) {
        const quint32 other = m_out.interface("unknown source", {});
        for (const quint32 source : std::as_const(used))
            m_interfaces[source] = other;
    }
}

/// Says what is not in the file.
void PcapngWriter::writeEnd()
{
    QByteArrayList comments;
    if (m_uncrossedMessages > 0)
        comments.append(counted(m_uncrossedMessages, "message", "messages")
                        + " never crossed to or from the server");
    if (m_uncrossedExchanges > 0)
        comments.append("the tap gave " + counted(m_uncrossedExchanges, "answer", "answers")
                        + " itself; requests that never reached the server are left out too");
    if (m_unknownFrames > 0)
        comments.append("of " + counted(m_unknownFrames, "frame", "frames")
                        + " the contents are not known");
    if (!comments.isEmpty())
        m_out.statistics(0, m_lastTime, comments);
    m_out.flush();
}

void PcapngWriter::take(const WireWalk::Step &step)
{
    const auto found = m_open.find(step.connection);
    if (found == m_open.end())
        return;
    Open &connection = found->second;
    if (step.what == What::Opened)
        open(connection);
    else if (connection.stream == nullptr)
        return;
    else if (step.what == What::Closed)
        close(connection, step.time);
    else if (step.what == What::Raw)
        writeRaw(connection, step);
    else
        writeExchange(connection, step);
}

void PcapngWriter::open(Open &connection)
{
    const Capture::ConnectionRecord &record = *connection.record;
    const Endpoints endpoints = m_endpoints.take(record);
    connection.stream
        = std::make_unique<TcpStream>(m_out, m_interfaces[record.source], endpoints, record.id);
    connection.stream->open(record.opened, record.opened,
                            Pcap::commentsOf(record, m_endpoints.note()));
}

void PcapngWriter::close(Open &connection, Capture::Time time)
{
    using End = Capture::ConnectionRecord::End;
    for (const End end : {End::Fin, End::Reset}) {
        for (const Direction direction : {Direction::Sent, Direction::Received}) {
            if (connection.record->ends[static_cast<std::size_t>(direction)] != end)
                continue;
            if (end == End::Fin)
                connection.stream->finish(direction, time);
            else
                connection.stream->reset(direction, time);
        }
    }
    m_endpoints.giveBack(connection.stream->endpoints());
    connection.stream.reset();
}

/// Of an exchange that the tap answered: its answer never crossed; its request did if the server
/// got as much.
bool PcapngWriter::crossed(Open &connection, const Capture::ExchangeRecord &exchange,
                           Direction direction, bool isRest)
{
    const bool isSent = direction == Direction::Sent;
    const qint64 upToHere
        = connection.sentBytes + (isSent && !isRest ? exchange.wireBytes.sent : 0);
    const bool isInBytes = upToHere <= connection.record->bytes.sent;
    const bool didCross = !exchange.isOurs || (isSent && isInBytes);
    if (isSent && !isRest && didCross)
        connection.sentBytes = upToHere;
    return didCross;
}

void PcapngWriter::writeExchange(Open &connection, const WireWalk::Step &step)
{
    const auto exchange = m_reader.exchange(step.id);
    if (!exchange)
        return;
    const bool isSent = step.what == What::Request || step.what == What::RequestRest;
    const bool isRest = step.what == What::RequestRest || step.what == What::ResponseRest;
    const Direction direction = isSent ? Direction::Sent : Direction::Received;
    if (!crossed(connection, *exchange, direction, isRest)) {
        m_uncrossedExchanges += step.what == What::Response ? 1 : 0;
        return;
    }
    m_exchanges.write(*exchange, direction, isRest, *connection.stream, step.time,
                      isRest || ExchangeWriter::isAtOnce(*exchange, direction)
                          ? commentsOf(*exchange, direction)
                          : QByteArrayList());
    const bool isEnd = exchange->responseEnded == exchange->responseStarted
        ? step.what == What::Response
        : step.what == What::ResponseRest;
    const bool hasFin = connection.record->ends[static_cast<std::size_t>(Direction::Received)]
        == Capture::ConnectionRecord::End::Fin;
    if (isEnd && hasFin && ExchangeWriter::isEndedByClose(*exchange))
        connection.stream->finish(Direction::Received, step.time);
}

QByteArrayList PcapngWriter::commentsOf(const Capture::ExchangeRecord &exchange,
                                        Direction direction)
{
    QByteArrayList comments;
    const auto found = m_polled.find(exchange.id * 2 + static_cast<Id>(direction));
    if (found == m_polled.end()) {
        if (exchange.session != 0 && direction == Direction::Sent)
            comments.append("exchange " + QByteArray::number(exchange.id) + ", session "
                            + QByteArray::number(exchange.session));
        return comments;
    }
    const Run run = found->second;
    m_polled.erase(found);
    std::vector<Id> ids;
    for (Id id = run.first; id <= run.last && std::ssize(ids) < MostNamed; ++id)
        ids.push_back(id);
    for (const Capture::MessageRow &message : m_reader.messages(ids)) {
        if (message.record.exchange == exchange.id && message.record.direction == direction)
            comments.append(commentOf(message, m_sessions));
    }
    if (run.last - run.first >= MostNamed)
        comments.append("and more, up to message " + QByteArray::number(run.last));
    return comments;
}

void PcapngWriter::writeRaw(Open &connection, const WireWalk::Step &step)
{
    const auto message = m_reader.message(step.id);
    if (!message)
        return;
    QByteArrayList comments {commentOf(*message, m_sessions)};
    for (qint64 at = 0; at < message->record.content.size;) {
        const QByteArray part = m_reader.messageBytes(step.id, at, SliceBytes);
        if (part.isEmpty())
            break;
        at += part.size();
        connection.stream->data(message->record.direction, step.time, part, comments);
        comments.clear();
    }
}

bool writePcapng(Formats::Export &work)
{
    return PcapngWriter(work).write();
}

} // namespace Pcap
