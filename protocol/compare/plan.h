// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/way.h"
#include "protocol/tap/tapoptions.h"

#include <QList>

#include <chrono>

namespace Compare {

/// The kinds of work. Payloads are as long as the plan's sizes say.
enum class Work : quint8 {
    OneWay, ///< text to the server as fast as it goes, until the server has read it all
    Echo, ///< text, echoed (an ack that says it back), one after the other: round trips
    BinaryEcho, ///< the same with bytes
    Broadcast, ///< text that the server sends on to all receivers, as fast as it goes
};
std::vector<Work> allWorks();
/// "one-way", "echo", "binary-echo", "broadcast".
QByteArray workName(Work work);
std::optional<Work> workFromName(QByteArrayView name);

/// A server, and what it calls things. A value.
struct Target
{
    /// The embedded server, which is started for the run.
    Target() = default;
    /// The user's own, with nothing known but where it is: what the events and paths below are
    /// called there is to be filled in; those left empty are not measured.
    static Target at(const QByteArray &url);

    bool isEmbedded() const { return url.isEmpty(); }

    QByteArray url; ///< http, https, ws or wss, without a path; empty: the embedded server
    QByteArray path = QByteArrayLiteral("/socket.io/"); ///< of Socket.IO; empty: it has none
    QByteArray nsp = QByteArrayLiteral("/");
    QByteArray auth; ///< a JSON object for the CONNECT, or empty
    /// An event that is acknowledged with its own arguments. Empty: no echo.
    QByteArray echoEvent = QByteArrayLiteral("message-with-ack");
    /// An event that the server reads and does nothing about; any name that it doesn't know does.
    QByteArray oneWayEvent = QByteArrayLiteral("one-way");
    /// An event whose arguments the server sends to all others in the namespace. Empty: no
    /// broadcast.
    QByteArray broadcastEvent = QByteArrayLiteral("to-others");
    /// Of a plain WebSocket that says back what it hears. Empty: plain WebSocket isn't measured.
    QByteArray webSocketPath = QByteArrayLiteral("/ws/echo");
    /// Of a plain WebSocket that sends what one says to all others. Empty: no broadcast, and what
    /// is sent one way is echoed too.
    QByteArray chatPath = QByteArrayLiteral("/ws/chat");
    Tap::TlsOptions tls;
    Tap::UpstreamProxy proxy;

    bool operator==(const Target &other) const = default;
};

/// What is to be measured. A value. The default takes about a minute on two cores.
struct Plan
{
    QList<Target> targets {Target()};
    std::vector<Way> ways = allWays();
    std::vector<Work> works = allWorks();
    QList<qint64> sizes {16, 256, 4096, 65536, 1'000'000}; ///< bytes of a payload
    int messages = 200; ///< of a size, at most
    qint64 bytes = 2'000'000; ///< of a size and kind of work, about; see messagesOf()
    int receivers = 4; ///< of a broadcast
    /// Each does everything once, way after way (A B C A B C), so that noise hits all alike.
    int rounds = 3;
    bool cuts = true; ///< measures what happens when the connection is cut
    bool blocks = true; ///< measures what happens when WebSocket upgrades are blocked
    std::chrono::milliseconds outage {300}; ///< how long the receiver doesn't get through
    std::chrono::milliseconds patience {10'000}; ///< nothing goes on for so long: it has failed

    /// How many messages of a size are sent: \a messages, fewer of those that would be more than
    /// \a bytes, but FewestMessages at least.
    int messagesOf(qint64 size) const;
    static constexpr int FewestMessages = 5;

    /// A sentence about what makes the plan impossible; empty if it is possible.
    QByteArray fault() const;

    bool operator==(const Plan &other) const = default;
};

} // namespace Compare
