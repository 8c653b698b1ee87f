// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// Opens a large capture in the traffic list, scrolls it, and adds to it: `bench_trafficview
/// [ROWS]`.

#include "tests/benchmarks/size.h"
#include "tests/benchmarks/stopwatch.h"
#include "tests/support/chatcapture.h"
#include "tests/support/memory.h"
#include "widgets/common/theme.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QApplication>
#include <QFile>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTextStream>

#include <algorithm>

namespace {

constexpr int BatchRows = 10'000;

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const int rows = benchmarkPercent() * 10'000;
    QTextStream out(stdout);
    QElapsedTimer timer;

    ChatCapture chat;
    chat.addChat();
    for (int written = 0; written < rows; written += BatchRows)
        chat.addTicks(BatchRows);

    const Theme theme;
    CaptureFeed feed;
    Selection selection;
    MessageFilter filter;
    TrafficView view(feed, selection, filter, theme);
    view.resize(1100, 800);
    view.show();
    view.grab();
    const qint64 before = Memory::residentKiB();

    timer.start();
    feed.open(chat.reader(), [&chat] { return chat.reader(); });
    view.grab();
    out << rows << " rows: open and paint the first " << Stopwatch::milliseconds(timer) << " ms, "
        << static_cast<double>(Memory::residentKiB() - before) * 1024 / rows << " B a row\n";

    QScrollBar *bar = view.table()->verticalScrollBar();
    QRandomGenerator random(1);
    std::vector<double> paints;
    for (int i = 0; i < 200; ++i) {
        timer.start();
        bar->setValue(static_cast<int>(random.bounded(bar->maximum())));
        view.table()->viewport()->grab();
        paints.push_back(Stopwatch::milliseconds(timer));
    }
    std::ranges::sort(paints);
    out << "scroll anywhere and paint: median " << paints[100] << " ms, worst " << paints.back()
        << " ms\n";

    std::vector<double> appends;
    view.setFollowing(true);
    for (int i = 0; i < 20; ++i) {
        const Capture::Advance advance = chat.addTicks(BatchRows);
        timer.start();
        feed.apply(advance);
        appends.push_back(Stopwatch::milliseconds(timer));
    }
    std::ranges::sort(appends);
    out << "append " << BatchRows << " rows: median " << appends[10] << " ms, worst "
        << appends.back() << " ms\n";

    timer.start();
    filter.setSession(1);
    out << "begin to filter: " << Stopwatch::milliseconds(timer) << " ms";
    while (view.isSearching())
        QApplication::sendPostedEvents();
    out << ", done after " << Stopwatch::milliseconds(timer) << " ms: " << view.rowCount()
        << " rows\n";
    timer.start();
    filter.setSession(0);
    filter.setText(QStringLiteral("number\":77777"));
    while (view.isSearching())
        QApplication::sendPostedEvents();
    out << "search: " << Stopwatch::milliseconds(timer) << " ms: " << view.rowCount() << " rows\n";
    return 0;
}
