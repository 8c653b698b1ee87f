// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storewriter.h"
#include "protocol/capture/trafficdecoder.h"
#include "tests/support/goldentrace.h"
#include "tests/support/samplecapture.h"

#include <QSet>

/// Captures of golden traces.
namespace GoldenCapture {

/// A trace as if it had crossed a tap, a millisecond an entry.
inline bool record(const GoldenTrace &trace, const QString &path)
{
    QString error;
    const auto store = Capture::StoreWriter::create(path, &error);
    if (!store)
        return false;
    Capture::TrafficDecoder decoder;
    Capture::SourceRecord source;
    source.id = 1;
    source.name = "trace";
    source.time = Samples::at(0);
    decoder.addSource(source);
    QSet<int> open;
    qint64 now = 0;
    const auto tick = [&now] { return Samples::at(now += 1017); };
    for (const GoldenTrace::Entry &entry : trace.inOrder()) {
        const Capture::Id id = entry.connection + 1;
        const auto direction
            = entry.isSent ? Capture::Direction::Sent : Capture::Direction::Received;
        if (!open.contains(entry.connection)) {
            open.insert(entry.connection);
            decoder.take(Capture::WireOpened {.connection = id,
                                              .source = 1,
                                              .time = tick(),
                                              .client = "127.0.0.1:50000",
                                              .target = "127.0.0.1:3000"});
            decoder.take(Capture::WireConnected {
                .connection = id, .time = tick(), .peer = "127.0.0.1:3000", .tls = {}});
        }
        if (entry.kind == QLatin1String("tcp-fin"))
            decoder.take(
                Capture::WireEnded {.connection = id, .direction = direction, .time = tick()});
        else
            decoder.take(Capture::WireBytes {
                .connection = id, .direction = direction, .time = tick(), .bytes = entry.bytes});
    }
    decoder.flush(tick());
    decoder.finish(tick());
    return store->write(decoder.takeBatch()) && store->finish();
}

} // namespace GoldenCapture
