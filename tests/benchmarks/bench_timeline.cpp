// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a large capture into a timeline, and paints it: all of it, and while it is zoomed into.

#include "protocol/capture/nametable.h"
#include "protocol/capture/storewriter.h"
#include "tests/benchmarks/size.h"
#include "tests/benchmarks/stopwatch.h"
#include "tests/support/memory.h"
#include "tests/support/records.h"
#include "widgets/common/selection.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/timelinecanvas.h"
#include "widgets/timeline/timelineview.h"

#include <QAction>
#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTextStream>

#include <cmath>

using namespace Capture;

namespace {

constexpr Id BatchRows = 10'000;
constexpr Id Sessions = 8;
constexpr QSize WindowSize(1920, 1080);

/// Of each ten messages one asks, and one answers that 3 ms later.
bool write(const QString &path, Id rows)
{
    QString error;
    auto writer = StoreWriter::create(path, &error);
    for (Id first = 1; writer && first <= rows; first += BatchRows) {
        RecordBatch batch = Samples::traffic(first, BatchRows);
        for (MessageRecord &message : batch.messages) {
            const Id number = message.id % 10;
            const Id ten = message.id - number;
            message.time = Samples::at(message.id * 700);
            message.session = ten / 10 % Sessions + 1;
            message.direction = number % 3 == 0 ? Direction::Sent : Direction::Received;
            message.nsp = message.id % 7 < 4 ? "/" : "/admin";
            if (number == 1)
                message.ackId = ten;
            if (number == 5) {
                message.kind = Kind::Ack;
                message.ackOf = ten + 1;
                message.ackLatencyUs = 4 * 700;
            }
        }
        if (first == 1) {
            for (Id id = 1; id <= Sessions; ++id)
                batch.sessions.push_back(Samples::session(id));
        }
        if (!writer->write(batch) || !writer->commit())
            return false;
    }
    return writer && writer->finish();
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const Id rows = qint64(benchmarkPercent()) * 10'000;
    QTextStream out(stdout);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("timeline.sockscope"));
    if (!write(path, rows))
        return 1;
    const auto open = [&path] { return StoreReader::open(path, nullptr); };

    const auto reader = open();
    const std::atomic_bool cancelled = false;
    const double ticks = Stopwatch::once(
        [&] { reader->timeline(0, cancelled, [](std::span<const MessageTick>) {}); });
    const double facts = Stopwatch::once([&] {
        NameTable names;
        reader->messageFacts(0, names, cancelled, [](std::span<const MessageFacts>) {});
    });
    out << rows << " messages: read what a timeline places " << facts
        << " ms; what an overview counts " << ticks << " ms\n";

    const Theme theme;
    CaptureFeed feed;
    Selection selection;
    MessageFilter filter;
    TimeRange range;
    TimelineView view(feed, selection, filter, range, theme);
    view.resize(WindowSize);
    view.show();
    feed.open(open(), open);
    const qint64 before = Memory::residentKiB();
    const double all = Stopwatch::once([&view] {
        QEventLoop loop;
        QObject::connect(&view.job(), &TimelineJob::finished, &loop, &QEventLoop::quit);
        loop.exec();
    });
    out << "read and placed after " << all << " ms; "
        << static_cast<double>(Memory::residentKiB() - before) * 1024 / static_cast<double>(rows)
        << " B a message\n";

    TimelineCanvas &canvas = *view.canvas();
    canvas.setAllUnfolded(true);
    QPixmap screen(WindowSize);
    out << "paint all of it, " << canvas.rows().rows().size()
        << " lines: " << Stopwatch::median([&] {
               canvas.fit(); // paints anew
               canvas.render(&screen);
           })
        << " ms; again, with the mouse moved: "
        << Stopwatch::median([&] { canvas.render(&screen); }) << " ms\n";

    std::vector<double> frames;
    while (canvas.scale().span() > std::chrono::milliseconds(1)) {
        frames.push_back(Stopwatch::once([&] {
            canvas.zoom(1 / 1.25);
            canvas.render(&screen);
        }));
    }
    std::ranges::sort(frames);
    out << "zoom in to a millisecond, " << frames.size() << " frames: median "
        << frames[frames.size() / 2] << " ms, worst " << frames.back() << " ms\n";
    return 0;
}
