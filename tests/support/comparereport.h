// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <algorithm>

/// Reports of comparisons that never took place, for those who read them.
namespace InventedReport {

/// Of three rounds.
inline Compare::Spread spread(double median, double around = 0)
{
    return {median, median - around, median + around, 3};
}

inline Compare::LayerSpreads layers(double payload, double socketIo, double engineIo,
                                    double webSocket, double http)
{
    return {spread(payload),
            spread(socketIo),
            spread(engineIo),
            spread(webSocket),
            spread(http),
            spread(0),
            spread(payload + socketIo + engineIo + webSocket + http)};
}

inline Compare::Transfer transfer(Compare::Work work, qint64 size, const Compare::Way &way)
{
    Compare::Transfer transfer;
    transfer.work = work;
    transfer.size = size;
    transfer.messages = 100;
    const bool isPolling = way.stack == Compare::Stack::SocketIoPolling;
    const auto bytes = static_cast<double>(size);
    if (!way.isSocketIo()) {
        transfer.sent = layers(bytes, 0, 0, 6, 0);
        transfer.received = layers(bytes, 0, 0, 2, 0);
    } else {
        transfer.sent = layers(bytes, 24, 1, isPolling ? 0 : 6, isPolling ? 200 : 0);
        transfer.received = layers(bytes, 6, 1, isPolling ? 0 : 2, isPolling ? 180 : 0);
        transfer.requests = spread(isPolling ? 2 : 0);
    }
    const double slow = isPolling ? 5 : way.isSocketIo() ? 1.5 : 1;
    if (work == Compare::Work::Echo || work == Compare::Work::BinaryEcho) {
        transfer.p50 = spread(200 * slow, 10);
        transfer.p95 = spread(400 * slow, 20);
        transfer.p99 = spread(900 * slow, 300);
    }
    if (work == Compare::Work::Broadcast)
        transfer.receivers = 4;
    transfer.perSecond = spread(12'000 / slow, 100);
    transfer.cpu = spread(20 * slow, 1);
    transfer.serverCpu = spread(30 * slow, 1);
    return transfer;
}

/// All that is seen of one way, as if everything had gone well.
inline Compare::WayResult result(const Compare::Plan &plan, const Compare::Way &way)
{
    using Compare::Stack;
    Compare::WayResult result;
    result.way = way;
    result.startup.requests = spread(way.stack == Stack::SocketIoUpgrade       ? 5
                                         : way.stack == Stack::SocketIoPolling ? 4
                                                                               : 1);
    result.startup.connections = spread(1);
    result.startup.sent = layers(0, way.isSocketIo() ? 3 : 0, 0, 0, 250);
    result.startup.received = layers(0, way.isSocketIo() ? 110 : 0, 0, 0, 150);
    result.startup.milliseconds = spread(way.isSocketIo() ? 4 : 2, 0.5);
    for (const Compare::Work work : plan.works) {
        for (const qint64 size : plan.sizes)
            result.transfers.push_back(transfer(work, size, way));
    }
    if (plan.cuts) {
        Compare::Interruption cut;
        cut.milliseconds = spread(560, 20);
        cut.sent = spread(80);
        cut.missed = spread(50, 2);
        cut.lost = spread(50, 2);
        cut.recovered = spread(0);
        cut.doubled = spread(0);
        result.interruptions.push_back(cut);
        if (way.isSocketIo()) {
            cut.recovers = true;
            cut.lost = spread(0);
            cut.recovered = spread(50, 2);
            result.interruptions.push_back(cut);
        }
    }
    if (plan.blocks) {
        result.blocked.wasTried = true;
        result.blocked.works
            = way.stack == Stack::SocketIoUpgrade || way.stack == Stack::SocketIoPolling;
        if (result.blocked.works) {
            result.blocked.startup = result.startup;
            result.blocked.echo = transfer(Compare::Work::Echo, plan.sizes.constFirst(),
                                           {Stack::SocketIoPolling, false, false});
        } else {
            result.blocked.reason = "The server answered 403.";
        }
    }
    result.needs.connections = spread(way.usesWebSocket() ? 1 : 2);
    result.needs.requestsPerMessage = spread(way.usesWebSocket() ? 0 : 2);
    result.needs.needsStickiness = !way.usesWebSocket();
    result.needs.hasSession = way.isSocketIo();
    result.needs.pingIntervalMs = way.isSocketIo() ? 25'000 : 0;
    return result;
}

inline Compare::Plan plan()
{
    Compare::Plan plan;
    plan.ways = {{Compare::Stack::WebSocket, false, false},
                 {Compare::Stack::SocketIoWebSocket, false, false},
                 {Compare::Stack::SocketIoPolling, false, false}};
    plan.sizes = {16, 65536};
    plan.outage = std::chrono::milliseconds(500);
    return plan;
}

/// Everything that \a plan asks for, on the embedded server.
inline Compare::Report report(const Compare::Plan &plan = InventedReport::plan())
{
    Compare::Report report;
    report.plan = plan;
    report.started = Capture::Time(std::chrono::hours(480'000));
    report.ended = report.started + std::chrono::seconds(42);
    report.roundsDone = plan.rounds;
    for (int target = 0; target < plan.targets.size(); ++target) {
        Compare::TargetFacts facts;
        facts.url = "http://127.0.0.1:40123";
        facts.takesRevision3 = true;
        facts.offersRecovery = true;
        facts.maxPayload = 1'000'000;
        report.targets.append(facts);
        for (const Compare::Way &way : plan.ways) {
            report.results.push_back(result(plan, way));
            report.results.back().target = target;
        }
    }
    return report;
}

inline Compare::WayResult &resultOf(Compare::Report &report, Compare::Stack stack)
{
    return *std::ranges::find_if(report.results, [stack](const Compare::WayResult &result) {
        return result.way.stack == stack;
    });
}

inline Compare::Transfer &transferOf(Compare::WayResult &result, Compare::Work work, qint64 size)
{
    return *std::ranges::find_if(result.transfers, [&](const Compare::Transfer &transfer) {
        return transfer.work == work && transfer.size == size;
    });
}

} // namespace InventedReport
