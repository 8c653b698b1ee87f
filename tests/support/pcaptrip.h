// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "protocol/capture/trafficdecoder.h"
#include "protocol/pcap/pcapngwriter.h"
#include "protocol/pcap/pcapreader.h"
#include "tests/support/exporting.h"

#include <QMap>

#include <limits>

/// Captures to packets and back, and what was said in both, for tests.
namespace PcapTrip {

/// Makes a capture of what was decoded.
inline bool store(Capture::TrafficDecoder &decoder, Capture::Time now, const QString &path)
{
    QString error;
    auto writer = Capture::StoreWriter::create(path, &error);
    decoder.flush(now);
    decoder.finish(now);
    return writer && writer->write(decoder.takeBatch()) && writer->commit() && writer->finish();
}

inline bool exportPackets(const QString &capture, const QString &pcapng,
                          const std::optional<Capture::StoreReader::Choice> &choice = {})
{
    return Exporting::intoFile(capture, pcapng, Pcap::writePcapng, choice);
}

/// What was wrong, or nothing; the remarks go to \a remarks.
inline QString importPackets(const QString &packets, const QString &capture,
                             QStringList *remarks = nullptr)
{
    QString error;
    auto writer = Capture::StoreWriter::create(capture, &error);
    if (!writer)
        return error;
    Formats::Import work {
        .path = packets, .store = *writer, .progress = {}, .remarks = {}, .error = {}};
    const bool isRead = Pcap::readPacketFile(work) && writer->finish();
    if (remarks != nullptr)
        *remarks = work.remarks;
    if (isRead)
        return {};
    return work.error.isEmpty() ? QStringLiteral("not read") : work.error;
}

/// What a message says, in one line. \a exact: what it cost too.
inline QByteArray lineOf(Capture::StoreReader &reader, const Capture::MessageRecord &message,
                         bool exact)
{
    QByteArray line;
    const auto add = [&line](const QByteArray &field) { line += field + '|'; };
    add(QByteArray::number(qint64(message.time.time_since_epoch().count())));
    for (const int number :
         {int(message.direction), int(message.transport), int(message.kind), int(message.engineIo),
          int(message.socketIo), int(message.isBinary), int(message.isMsgpack), int(message.aside)})
        add(QByteArray::number(number));
    add(message.nsp);
    add(message.event);
    add(message.verb);
    add(QByteArray::number(message.ackId));
    add(QByteArray::number(message.ackLatencyUs));
    add(QByteArray::number(message.dataOffset));
    message.problems.forEach([&](Problem problem) { add(problemCode(problem).toByteArray()); });
    if (exact) {
        for (const qint64 bytes :
             {message.payloadBytes, message.socketIoBytes, message.engineIoBytes,
              message.transportBytes, message.savedBytes})
            add(QByteArray::number(bytes));
    }
    add(message.content.bytes);
    for (int i = 0; i < reader.attachmentCount(message.id); ++i)
        add(reader.attachmentBytes(message.id, i, 0, std::numeric_limits<qint64>::max() / 2));
    return line;
}

/// The messages of each connection in their order, by the client's address.
inline QMap<QByteArray, QByteArrayList> messagesOf(const QString &capture, bool exact)
{
    QMap<QByteArray, QByteArrayList> messages;
    const auto reader = Capture::StoreReader::open(capture, nullptr);
    if (!reader)
        return messages;
    QMap<Capture::Id, QByteArray> clients;
    for (const Capture::ConnectionRecord &connection : reader->connections())
        clients.insert(connection.id, connection.client);
    reader->forEachMessage(0, std::numeric_limits<qint64>::max() / 2,
                           [&](Capture::MessageRow &&row) {
                               messages[clients.value(row.record.connection)].append(
                                   lineOf(*reader, row.record, exact));
                               return true;
                           });
    return messages;
}

/// Where the two differ first, or nothing.
inline QByteArray difference(const QMap<QByteArray, QByteArrayList> &left,
                             const QMap<QByteArray, QByteArrayList> &right)
{
    for (auto it = left.begin(); it != left.end(); ++it) {
        const QByteArrayList other = right.value(it.key());
        for (qsizetype i = 0; i < std::max(it->size(), other.size()); ++i) {
            if (it->value(i) != other.value(i))
                return it.key() + " message " + QByteArray::number(i) + ":\n"
                    + it->value(i).left(400) + "\nand\n" + other.value(i).left(400);
        }
    }
    for (auto it = right.begin(); it != right.end(); ++it) {
        if (!left.contains(it.key()))
            return "more of " + it.key();
    }
    return {};
}

} // namespace PcapTrip
