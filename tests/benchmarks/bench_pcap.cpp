// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A million messages of a WebSocket out as JSON Lines and as pcapng, and in from pcapng: how long
// each takes, and how that compares to JSON Lines.

#include "protocol/formats/jsonlines.h"
#include "tests/benchmarks/feedcapture.h"
#include "tests/benchmarks/size.h"
#include "tests/benchmarks/stopwatch.h"
#include "tests/support/pcaptrip.h"

#include <QTemporaryDir>

#include <cstdio>

int main()
{
    const int messages = 10'000 * benchmarkPercent();
    const QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("capture"));
    const QString packets = folder.filePath(QStringLiteral("packets"));
    const QByteArray text = "{\"text\":\"" + QByteArray(80, 'x') + "\"}";
    if (!FeedCapture::make(capture, messages, [&text](int) { return text; })) {
        std::puts("no capture");
        return 1;
    }
    bool isGood = true;
    const double lines = Stopwatch::once([&] {
        isGood = Exporting::intoFile(capture, folder.filePath(QStringLiteral("lines")),
                                     Formats::writeJsonLines);
    });
    const double out
        = Stopwatch::once([&] { isGood = isGood && PcapTrip::exportPackets(capture, packets); });
    const double in = Stopwatch::once([&] {
        isGood = isGood
            && PcapTrip::importPackets(packets, folder.filePath(QStringLiteral("again"))).isEmpty();
    });
    std::printf("%d messages, in ms and as a ratio to JSON Lines\n", messages);
    std::printf("JSON Lines out %8.0f\n", lines);
    std::printf("pcapng out     %8.0f %6.2f\n", out, out / lines);
    std::printf("pcapng in      %8.0f %6.2f\n", in, in / lines);
    return isGood ? 0 : 1;
}
