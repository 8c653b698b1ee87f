// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "tests/benchmarks/size.h"
#include "tests/benchmarks/websocketpcap.h"
#include "tests/support/records.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <sqlite3.h>

using namespace Capture;

namespace {

constexpr Id BatchSize = 2'000;

struct Figures
{
    double firstMs = -1; ///< to the first hit, -1 for none
    double allMs = 0;
    qint64 hits = 0;
};

double msOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void writeCapture(const QString &path, Id rows)
{
    QString error;
    auto writer = StoreWriter::create(path, &error);
    for (Id first = 1; first <= rows; first += BatchSize) {
        RecordBatch batch = Samples::traffic(
            first, BatchSize, R"({"user":{"id":7},"text":")" + QByteArray(60, 'x') + "\"}");
        for (MessageRecord &message : batch.messages) {
            message.direction = Direction(message.id % 2);
            message.time = Samples::at(message.id * 1'000);
            if (message.id % 1'000 == 1)
                message.problems.add(Problem::SioBadData);
        }
        if (first == 1)
            batch.sessions = {Samples::session(1)};
        writer->write(batch);
        writer->commit();
    }
    writer->finish();
}

Figures run(StoreReader &reader, const QByteArray &query, Id last)
{
    Figures figures;
    QElapsedTimer timer;
    timer.start();
    const auto read = Query::parse(query);
    StoreReader::Choice choice;
    choice.condition
        = Query::compile(std::get<Query::Expression>(read), StoreReader::Rows::Messages, reader);
    const std::atomic_bool cancelled = false;
    reader.choose(StoreReader::Rows::Messages, choice, 0, last, cancelled,
                  [&](std::span<const Id> ids) {
                      if (figures.hits == 0)
                          figures.firstMs = msOf(timer);
                      figures.hits += std::ssize(ids);
                  });
    figures.allMs = msOf(timer);
    return figures;
}

/// What SQLite itself needs to look at every row.
double scan(const QString &path, const char *sql)
{
    sqlite3 *database = nullptr;
    sqlite3_open_v2(path.toUtf8().constData(), &database, SQLITE_OPEN_READONLY, nullptr);
    QElapsedTimer timer;
    timer.start();
    sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
    const double ms = msOf(timer);
    sqlite3_close(database);
    return ms;
}

/// The same traffic for tshark, up to message \a last.
bool writePcap(const QString &path, StoreReader &reader, Id last)
{
    WebSocketPcap pcap(path);
    reader.forEachMessage(0, StoreReader::WholeBytes, [&](const MessageRow &row) {
        pcap.frame(row.record.direction, row.record.isBinary ? 2 : 1, row.record.content.bytes);
        return row.record.id < last;
    });
    return pcap.finish();
}

void printTshark(const QString &folder, StoreReader &reader, Id rows)
{
    const QString tshark = QStandardPaths::findExecutable(QStringLiteral("tshark"));
    if (tshark.isEmpty()) {
        std::printf("tshark is not there to compare with.\n");
        return;
    }
    constexpr Id MostRows = 1'000'000; // which take it half a minute
    const Id last = std::min(rows, MostRows);
    const QString path = folder + QStringLiteral("/traffic.pcap");
    if (!writePcap(path, reader, last)) {
        std::printf("The file for tshark could not be written.\n");
        return;
    }
    std::printf("%-36s %9s %9s %10s %12s\n", "tshark, the same traffic", "first ms", "all ms",
                "hits", "of ours");
    const std::pair<const char *, const char *> filters[] {
        {"websocket contains \"nowhere\"", "nowhere"},
        {"websocket contains \"xxxx\"", "xxxx"},
        {"websocket.opcode == 9", "opcode:ping"}};
    for (const auto &[filter, ours] : filters) {
        QProcess process;
        QElapsedTimer timer;
        timer.start();
        process.start(tshark,
                      {QStringLiteral("-n"), QStringLiteral("-r"), path, QStringLiteral("-Y"),
                       QString::fromUtf8(filter), QStringLiteral("-T"), QStringLiteral("fields"),
                       QStringLiteral("-e"), QStringLiteral("frame.number")});
        double firstMs = -1;
        qint64 hits = 0;
        while (process.waitForReadyRead(-1)) {
            if (firstMs < 0)
                firstMs = msOf(timer);
            hits += process.readAllStandardOutput().count('\n');
        }
        process.waitForFinished(-1);
        const double allMs = msOf(timer);
        std::printf("%-36s %9.1f %9.1f %10lld %12.1f\n", filter, firstMs, allMs,
                    static_cast<long long>(hits), allMs / run(reader, ours, last).allMs);
    }
}

} // namespace

int main()
{
    const Id rows = (qint64(benchmarkPercent()) * 10'000 + BatchSize - 1) / BatchSize * BatchSize;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("capture"));
    writeCapture(path, rows);
    QString error;
    const auto reader = StoreReader::open(path, &error);
    const double narrow = scan(path, "SELECT count(*) FROM message_row WHERE payload_bytes = 3");
    const double contents
        = scan(path, "SELECT count(*) FROM payload WHERE instr(data, 'nowhere') > 0");
    std::printf("%lld messages; SQLite alone: narrow rows %.0f ms, contents %.0f ms\n",
                static_cast<long long>(rows), narrow, contents);
    std::printf("%-36s %9s %9s %10s %12s\n", "filter", "first ms", "all ms", "hits", "of SQLite's");
    for (const char *query :
         {"nowhere", "xxxx", "event:tick", "event:ti*", "event~^ti", "dir:sent size>100",
          "is:problem", "ack>100ms", "time>12:05", "-(event:tick or dir:sent)", "data.user.id=8",
          "event:tick data.user.id=7", "opcode:ping"}) {
        const QByteArrayView text(query);
        const bool looks = text == "nowhere" || text == "xxxx" || text.contains("data");
        const Figures figures = run(*reader, query, rows);
        std::printf("%-36s %9.1f %9.1f %10lld %12.2f\n", query, figures.firstMs, figures.allMs,
                    static_cast<long long>(figures.hits),
                    figures.allMs / (looks ? contents : narrow));
    }
    printTshark(folder.path(), *reader, rows);
    return 0;
}
