// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts a large capture by time and paints the overview of it.

#include "protocol/capture/storewriter.h"
#include "tests/benchmarks/size.h"
#include "tests/benchmarks/stopwatch.h"
#include "tests/support/records.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/overviewstrip.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTextStream>

using namespace Capture;

namespace {

constexpr Id BatchRows = 10'000;
constexpr int Width = 1920;

bool write(const QString &path, Id rows)
{
    QString error;
    auto writer = StoreWriter::create(path, &error);
    for (Id first = 1; writer && first <= rows; first += BatchRows) {
        RecordBatch batch = Samples::traffic(first, BatchRows);
        for (MessageRecord &message : batch.messages) {
            message.time = Samples::at(message.id * 700 + message.id * message.id % 5'000);
            message.direction = message.id % 3 == 0 ? Direction::Sent : Direction::Received;
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
    const QString path = folder.filePath(QStringLiteral("overview.sockscope"));
    if (!write(path, rows))
        return 1;
    const auto open = [&path] {
        QString error;
        return StoreReader::open(path, &error);
    };

    const auto reader = open();
    const std::atomic_bool cancelled = false;
    std::vector<MessageTick> all;
    all.reserve(static_cast<std::size_t>(rows));
    const double read = Stopwatch::median([&] {
        all.clear();
        reader->timeline(0, cancelled, [&all](std::span<const MessageTick> ticks) {
            all.insert(all.end(), ticks.begin(), ticks.end());
        });
    });
    const double numbers = Stopwatch::median([&] {
        reader->choose(StoreReader::Rows::Messages, {.withHeartbeats = false}, 0, rows, cancelled,
                       [](std::span<const Id>) {});
    });
    out << rows << " messages: read what is counted " << read << " ms; their numbers alone "
        << numbers << " ms\n";

    qint64 counted = 0;
    const double aggregate = Stopwatch::median([&] {
        TimeBuckets buckets;
        buckets.add(all);
        counted = buckets.total().messages();
    });
    out << "count them by time: " << aggregate << " ms, " << counted << " messages\n";

    const Theme theme;
    CaptureFeed feed;
    TimeRange range;
    OverviewStrip strip(feed, range, theme);
    strip.resize(Width, strip.height());
    strip.show();
    QElapsedTimer timer;
    timer.start();
    feed.open(open(), open);
    const double begun = Stopwatch::milliseconds(timer);
    while (strip.isReading())
        QApplication::sendPostedEvents();
    out << "the strip: open " << begun << " ms, all counted after "
        << Stopwatch::milliseconds(timer) << " ms\n";
    const double fresh = Stopwatch::median([&strip] {
        strip.setMeasure(OverviewStrip::Measure::Messages); // paints anew
        strip.grab();
    });
    out << "paint at " << Width << " pixels: " << fresh << " ms, of which all but the bars "
        << Stopwatch::median([&strip] { strip.grab(); }) << " ms; counts to bars "
        << Stopwatch::median([&strip] { strip.buckets().view(Width / OverviewPicture::CellWidth); })
        << " ms\n";
    return 0;
}
