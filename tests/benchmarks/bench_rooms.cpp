// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Memberships: 10,000 members in 2,000 rooms, 500,000 changes. Against one walk over the records.

#include "protocol/rooms/membershiplog.h"
#include "tests/benchmarks/size.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

using namespace Capture;

namespace {

constexpr int Members = 10'000;
constexpr int RoomCount = 2'000;

double msOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

std::vector<MembershipRecord> makeRecords(int count)
{
    std::vector<MembershipRecord> records;
    for (int i = 0; i < count; ++i) {
        MembershipRecord record;
        record.id = i + 1;
        record.source = 1;
        record.nsp = "/";
        record.room = "room" + QByteArray::number(i % RoomCount);
        record.member = "member" + QByteArray::number(qint64(i) * 7919 % Members);
        record.began = Time(std::chrono::milliseconds(i));
        records.push_back(record);
    }
    return records;
}

} // namespace

int main()
{
    const int joins = 2'500 * benchmarkPercent();
    std::vector<MembershipRecord> records = makeRecords(joins);
    QElapsedTimer timer;
    timer.start();
    Rooms::MembershipLog log;
    for (const MembershipRecord &record : records)
        log.add(record);
    const double joinMs = msOf(timer);
    for (MembershipRecord &record : records)
        record.ended = record.began + std::chrono::minutes(1);
    timer.start();
    for (const MembershipRecord &record : records)
        log.add(record);
    const double leaveMs = msOf(timer);

    const Time middle(std::chrono::milliseconds(joins / 2));
    timer.start();
    const auto present
        = std::count_if(records.begin(), records.end(), [middle](const auto &record) {
              return record.began <= middle && *record.ended > middle;
          });
    const double walkMs = msOf(timer);
    timer.start();
    quint32 counted = 0;
    for (const Rooms::MembershipLog::Presence &presence : log.roomsAt(middle))
        counted += presence.members;
    const double atMs = msOf(timer);
    std::printf("%d joins %.0f ms, as many leaves %.0f ms (%.2f us a change)\n", joins, joinMs,
                leaveMs, (joinMs + leaveMs) * 500 / joins);
    std::printf("%u seats taken of %lld presences: %.2f ms, a walk over the records %.2f ms\n",
                counted, static_cast<long long>(present), atMs, walkMs);
    return 0;
}
