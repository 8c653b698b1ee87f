// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts a large capture, beside what SQLite takes to scan the same columns.

#include "protocol/capture/storewriter.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "protocol/query/statisticsreader.h"
#include "tests/benchmarks/size.h"
#include "tests/support/memory.h"
#include "tests/support/records.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>
#include <sqlite3.h>

using namespace Capture;
using Query::Grouping;

namespace {

constexpr Id BatchSize = 10'000;
constexpr int Runs = 3;

/// Half of them ask, and are answered by the next one.
bool writeCapture(const QString &path, Id rows)
{
    QString error;
    auto writer = StoreWriter::create(path, &error);
    for (Id first = 1; writer && first <= rows; first += BatchSize) {
        RecordBatch batch = Samples::traffic(first, BatchSize);
        for (MessageRecord &message : batch.messages) {
            message.time = Samples::at(message.id * 700 + message.id * message.id % 5'000);
            message.session = 1 + message.id / 2 % 50;
            message.payloadBytes += message.id * 7919 % 900;
            if (message.id % 2 == 1) {
                message.ackId = message.id;
                continue;
            }
            message.kind = Kind::Ack;
            message.direction = Direction::Received;
            message.ackOf = message.id - 1;
            message.ackLatencyUs = message.id * message.id % 90'000;
            batch.answers.push_back({message.ackOf, message.id, message.ackLatencyUs});
        }
        if (!writer->write(batch) || !writer->commit())
            return false;
    }
    return writer && writer->finish();
}

/// SQLite's own walk over the columns that are read, in nanoseconds.
qint64 scan(const QString &path)
{
    sqlite3 *database = nullptr;
    sqlite3_open(path.toUtf8().constData(), &database);
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(database,
                       "SELECT count(time), sum(session), sum(connection), sum(exchange), "
                       "sum(direction), sum(transport), sum(kind), sum(length(namespace)), "
                       "sum(length(event)), sum(ack_id), sum(ack_of), sum(ack_latency_us), "
                       "sum(answer), sum(answer_latency_us), sum(payload_bytes), "
                       "sum(socketio_bytes), sum(engineio_bytes), sum(transport_bytes), "
                       "sum(saved_bytes), count(problems) FROM message_row",
                       -1, &statement, nullptr);
    QElapsedTimer timer;
    timer.start();
    while (sqlite3_step(statement) == SQLITE_ROW) { }
    const qint64 time = timer.nsecsElapsed();
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return time;
}

} // namespace

int main()
{
    const Id rows = qint64(benchmarkPercent()) * 10'000;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("statistics.sockscope"));
    if (!writeCapture(path, rows))
        return 1;
    QString error;
    const auto reader = StoreReader::open(path, &error);
    const auto each = [rows](qint64 time) { return double(time) / double(rows); };
    const auto best = [](const auto &run) {
        qint64 time = run();
        for (int i = 1; i < Runs; ++i)
            time = std::min(time, run());
        return time;
    };
    const qint64 own = best([&path] { return scan(path); });
    NameTable names;
    const qint64 facts = best([&] {
        QElapsedTimer timer;
        timer.start();
        reader->messageFacts(0, names, false, [](auto) {});
        return timer.nsecsElapsed();
    });
    std::printf("%lld messages, ns each: SQLite's own scan of the columns %.0f, read as values "
                "%.0f (%.2f)\n",
                static_cast<long long>(rows), each(own), each(facts), double(facts) / double(own));
    struct Case
    {
        const char *name;
        Grouping grouping;
        const char *filter;
    };
    const Case cases[] {
        {"one row", {}, ""},
        {"by namespace, event, direction",
         {.byNamespace = true, .byEvent = true, .byDirection = true},
         ""},
        {"by all four",
         {.bySession = true, .byNamespace = true, .byEvent = true, .byDirection = true},
         ""},
        {"the same, of a filter", {.byNamespace = true, .byEvent = true}, "dir:sent size>300"},
    };
    for (const Case &one : cases) {
        qint64 telling = 0;
        std::size_t kinds = 0;
        const qint64 time = best([&] {
            const auto expression = Query::parse(one.filter);
            StoreReader::Choice choice;
            choice.condition = Query::compile(std::get<Query::Expression>(expression),
                                              StoreReader::Rows::Messages, *reader);
            Query::StatisticsReader statistics(one.grouping, choice);
            QElapsedTimer timer;
            timer.start();
            statistics.read(*reader, false);
            const qint64 read = timer.nsecsElapsed();
            kinds = statistics.statistics(*reader).rows.size();
            telling = timer.nsecsElapsed() - read;
            return read;
        });
        std::printf("%s: %.0f (%.2f); %zu rows in %.2f ms\n", one.name, each(time),
                    double(time) / double(own), kinds, double(telling) / 1e6);
    }
    return 0;
}
