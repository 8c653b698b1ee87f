// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/figures.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

namespace Compare {

using Capture::Direction;

namespace {

LayerSpreads spreadsOf(const Layers &layers, double messages)
{
    const auto share = [messages](qint64 bytes) { return one(double(bytes) / messages); };
    return {share(layers.payload),   share(layers.socketIo), share(layers.engineIo),
            share(layers.webSocket), share(layers.http),     share(layers.saved),
            share(layers.wire)};
}

/// Microseconds from each message to what came back for it. On a plain WebSocket that is the next
/// one that came and was not taken yet.
std::vector<double> roundTrips(const std::vector<Interval::Message> &messages)
{
    std::vector<double> trips;
    std::map<Capture::Id, std::deque<Capture::Time>> waiting; // by connection
    for (const Interval::Message &message : messages) {
        if (message.isAck) {
            if (message.ackLatencyUs >= 0)
                trips.push_back(double(message.ackLatencyUs));
            continue;
        }
        std::deque<Capture::Time> &asked = waiting[message.connection];
        if (message.direction == Direction::Sent) {
            asked.push_back(message.time);
        } else if (!asked.empty()) {
            trips.push_back(double((message.time - asked.front()).count()));
            asked.pop_front();
        }
    }
    std::sort(trips.begin(), trips.end());
    return trips;
}

/// Nearest rank, of sorted numbers.
double percentile(const std::vector<double> &sorted, double percent)
{
    const double rank = std::ceil(percent / 100 * double(sorted.size()));
    return sorted[std::size_t(std::max(rank, 1.0)) - 1];
}

/// When the server was done with all of it.
std::optional<Capture::Time> endOf(const Transfer &transfer, const Interval &interval)
{
    if (transfer.work == Work::OneWay)
        return interval.ponged ? interval.ponged : interval.posted;
    std::optional<Capture::Time> end;
    for (const Interval::Message &message : interval.messages) {
        if (message.direction == Direction::Received)
            end = std::max(message.time, end.value_or(message.time));
    }
    return end;
}

} // namespace

Spread one(double value)
{
    return Spread::of({value});
}

Startup startupOf(const Interval &interval)
{
    Startup startup;
    startup.requests = one(double(interval.requests));
    startup.connections = one(interval.connections);
    startup.sent = spreadsOf(interval.sent, 1);
    startup.received = spreadsOf(interval.received, 1);
    if (interval.opened && interval.ready)
        startup.milliseconds = one(double((*interval.ready - *interval.opened).count()) / 1000);
    return startup;
}

void takeFigures(Transfer &transfer, const Interval &interval)
{
    const double messages = transfer.messages;
    transfer.sent = spreadsOf(interval.sent, messages);
    transfer.received = spreadsOf(interval.received, messages);
    transfer.requests = one(double(interval.requests) / messages);
    const bool isEcho = transfer.work == Work::Echo || transfer.work == Work::BinaryEcho;
    const std::vector<double> trips
        = isEcho ? roundTrips(interval.messages) : std::vector<double>();
    if (!trips.empty()) {
        transfer.p50 = one(percentile(trips, 50));
        transfer.p95 = one(percentile(trips, 95));
        transfer.p99 = one(percentile(trips, 99));
    }
    const auto end = endOf(transfer, interval);
    if (end && interval.firstSent && *end > *interval.firstSent) {
        const double seconds = std::chrono::duration<double>(*end - *interval.firstSent).count();
        transfer.perSecond = one(messages / seconds);
    }
}

} // namespace Compare
