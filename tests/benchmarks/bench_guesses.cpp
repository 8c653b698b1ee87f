// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Broadcasts found in 1,000,000 messages: 1,000 sessions in 100 rooms of ten. Against a plain read
// of the same messages.

#include "protocol/rooms/broadcastfinder.h"
#include "protocol/rooms/roomcandidates.h"
#include "tests/benchmarks/size.h"
#include "tests/support/roomcapture.h"

#include <QElapsedTimer>

#include <cstdio>

namespace {

double secondsOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

} // namespace

int main()
{
    RoomCapture capture;
    for (int i = 0; i < 1'000; ++i)
        capture.addSession();
    const int broadcasts = 1'000 * benchmarkPercent();
    for (int i = 0; i < broadcasts; ++i) {
        const QByteArray text = R"({"room":"r)" + QByteArray::number(i % 100)
            + R"(","text":"hello )" + QByteArray::number(i) + R"("})";
        for (int k = 0; k < 10; ++k)
            capture.heard(i % 100 * 10 + k + 1, i * 2'000LL + k * 20, "chat", text);
        if (i % 500 == 499 && !capture.write())
            return 1;
    }
    if (!capture.write())
        return 1;
    const auto reader = capture.open();
    QElapsedTimer timer;
    timer.start();
    qint64 messages = 0;
    reader->forEachMessage(0, Rooms::BroadcastFinder::MostContent, [&](Capture::MessageRow &&) {
        ++messages;
        return true;
    });
    const double read = secondsOf(timer);
    timer.start();
    Rooms::BroadcastFinder finder;
    Rooms::findBroadcasts(*reader, finder, 0, false);
    finder.finish();
    const double found = secondsOf(timer);
    timer.start();
    const auto rooms = Rooms::roomCandidates(finder.list(), finder.places(), false);
    const double sorted = secondsOf(timer);
    std::printf(
        "%lld messages: read %.2f s, broadcasts found %.2f s (%.2f of it), %zu rooms of %zu "
        "broadcasts %.2f s (%.2f of it)\n",
        static_cast<long long>(messages), read, found, found / read, rooms.size(),
        finder.list().entries().size(), sorted, sorted / read);
    return 0;
}
