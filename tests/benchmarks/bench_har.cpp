// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A million messages of a WebSocket out as HAR and in again, in from the HAR that another program
// would have of them, and in from such a file of 1 GB: how long each takes and how much memory, as
// ratios to Node.js reading the same file. Each is done in a process of its own.

#include "protocol/capture/storewriter.h"
#include "protocol/formats/har/harimport.h"
#include "protocol/formats/har/harwriter.h"
#include "tests/benchmarks/feedcapture.h"
#include "tests/benchmarks/size.h"
#include "tests/benchmarks/stopwatch.h"
#include "tests/support/exporting.h"
#include "tests/support/memory.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <unistd.h>

namespace {

/// What a process of ours or Node.js prints of itself.
struct Cost
{
    double ms = 0;
    double mib = 0; ///< most resident
    double readMib = 0; ///< the same, before the capture was finished, which sorts in memory
    double pauseMs = 0; ///< longest time in which a stop would not have been noticed
    bool isGood = false;
};

QByteArray textOf(int number)
{
    return "{\"number\":" + QByteArray::number(number) + ",\"text\":\"" + QByteArray(70, 'x')
        + "\"}";
}

/// As Chrome has it: one WebSocket, and messages until there are so many, or so many bytes.
bool makeHar(const QString &path, qint64 messages, qint64 bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    qint64 written = file.write(
        R"({"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],)"
        R"("entries":[{"_resourceType":"websocket","_webSocketMessages":[)");
    for (int i = 0; i < messages && written < bytes; ++i) {
        QByteArray data = textOf(i);
        data.replace('"', "\\\"");
        written += file.write((i == 0 ? "" : ",") + QByteArray(R"({"type":"receive","time":)")
                              + QByteArray::number(1'772'366'400.0 + 0.001 * i, 'f', 6)
                              + R"(,"opcode":1,"data":")" + data + "\"}");
    }
    file.write(
        R"(],"request":{"method":"GET","url":"ws://127.0.0.1:3000/feed","httpVersion":"HTTP/1.1",)"
        R"("headers":[],"queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},"response":{)"
        R"("status":101,"statusText":"Switching Protocols","httpVersion":"HTTP/1.1","headers":[],)"
        R"("cookies":[],"content":{"size":0,"mimeType":"x-unknown"},"redirectURL":"",)"
        R"("headersSize":-1,"bodySize":-1},"startedDateTime":"2026-03-01T12:00:00.000Z","time":1,)"
        R"("cache":{},"timings":{"send":0,"wait":1,"receive":0}}]}})");
    return file.flush();
}

double mostResidentMib()
{
    return static_cast<double>(Memory::mostResidentKiB(getpid())) / 1024;
}

int say(const Cost &cost)
{
    std::printf("%f %f %f %f\n", cost.ms, mostResidentMib(), cost.pauseMs, cost.readMib);
    return cost.isGood ? 0 : 1;
}

int exportHar(const QString &capture, const QString &har)
{
    Cost cost;
    cost.ms = Stopwatch::once(
        [&] { cost.isGood = Exporting::intoFile(capture, har, Formats::writeHar); });
    cost.readMib = mostResidentMib();
    return say(cost);
}

/// Stops when so much is done.
int importHar(const QString &har, const QString &capture, double until)
{
    Cost cost;
    QString error;
    const auto writer = Capture::StoreWriter::create(capture, &error);
    if (!writer)
        return 1;
    QElapsedTimer sinceTold;
    sinceTold.start();
    Formats::Import work {.path = har,
                          .store = *writer,
                          .progress =
                              [&](double done) {
                                  const double pause = Stopwatch::milliseconds(sinceTold);
                                  cost.pauseMs = std::max(cost.pauseMs, pause);
                                  sinceTold.restart();
                                  return done < until;
                              },
                          .remarks = {},
                          .error = {}};
    cost.ms = Stopwatch::once([&] {
        const bool isRead = Formats::importHar(work);
        cost.pauseMs = std::max(cost.pauseMs, Stopwatch::milliseconds(sinceTold));
        cost.readMib = mostResidentMib();
        cost.isGood = until < 1 ? !isRead && work.error.isEmpty() : isRead && writer->finish();
    });
    return say(cost);
}

Cost costOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    process.waitForFinished(-1);
    const QByteArrayList words = process.readAllStandardOutput().trimmed().split(' ');
    return {.ms = words.value(0).toDouble(),
            .mib = words.value(1).toDouble(),
            .readMib = words.value(3).toDouble(),
            .pauseMs = words.value(2).toDouble(),
            .isGood = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0};
}

Cost ours(const QStringList &arguments)
{
    return costOf(QCoreApplication::applicationFilePath(), arguments);
}

Cost parsedByNode(const QString &har)
{
    return costOf(QStringLiteral(SOCKSCOPE_NODE),
                  {QStringLiteral("--max-old-space-size=16384"), QStringLiteral("-e"),
                   QStringLiteral("const from = performance.now();"
                                  "try {"
                                  "    JSON.parse(require('fs').readFileSync(process.argv[1]));"
                                  "} catch {"
                                  "    process.exit(1);"
                                  "}"
                                  "console.log(performance.now() - from, "
                                  "process.resourceUsage().maxRSS / 1024);"),
                   har});
}

void print(const char *what, const Cost &cost, const Cost &node)
{
    std::printf("%-32s %8.0f %8.0f %8.0f %8.0f", what, cost.ms, cost.readMib, cost.mib,
                cost.pauseMs);
    if (node.isGood)
        std::printf(" %8.2f %8.2f", cost.ms / node.ms, cost.mib / node.mib);
    std::puts(cost.isGood ? "" : " failed");
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("export"))
        return exportHar(arguments.value(2), arguments.value(3));
    if (arguments.value(1) == QLatin1String("import"))
        return importHar(arguments.value(2), arguments.value(3), arguments.value(4).toDouble());
    const int messages = 10'000 * benchmarkPercent();
    const qint64 bytes = (qint64(1) << 30) / 100 * benchmarkPercent();
    const QTemporaryDir folder;
    const auto path
        = [&folder](const char *name) { return folder.filePath(QString::fromLatin1(name)); };
    if (!FeedCapture::make(path("capture"), messages, textOf)
        || !makeHar(path("theirs"), messages, bytes) || !makeHar(path("large"), bytes, bytes)) {
        std::puts("the files could not be made");
        return 1;
    }
    const auto imported = [&path](const QString &har, const char *until) {
        const QString capture = path("imported");
        const Cost cost
            = ours({QStringLiteral("import"), har, capture, QString::fromLatin1(until)});
        QFile::remove(capture);
        return cost;
    };
    const Cost out = ours({QStringLiteral("export"), path("capture"), path("ours")});
    std::printf("%d messages; ms, MiB most resident before the capture is finished and at all, ms "
                "in which no stop is noticed; ratios of time and memory to JSON.parse in Node.js "
                "of the same file\n",
                messages);
    const Cost node = parsedByNode(path("ours"));
    print("export", out, node);
    const Cost in = imported(path("ours"), "1.1");
    print("import of that", in, node);
    const Cost otherNode = parsedByNode(path("theirs"));
    const Cost other = imported(path("theirs"), "1.1");
    print("import of another program's", other, otherNode);
    const Cost large = imported(path("large"), "1.1");
    std::printf("a file of %lld MiB; ", QFileInfo(path("large")).size() >> 20);
    const Cost largeNode = parsedByNode(path("large"));
    std::puts(largeNode.isGood ? "" : "which Node.js cannot parse");
    print("import", large, largeNode);
    print("stopped while it is looked over", imported(path("large"), "0.2"), {});
    print("stopped while it is decoded", imported(path("large"), "0.6"), {});
    return out.isGood && in.isGood && other.isGood && large.isGood ? 0 : 1;
}
