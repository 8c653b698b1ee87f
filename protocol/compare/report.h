// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/compare/plan.h"
#include "protocol/compare/spread.h"

/// What a run came to. All bytes and times are those of the tap's target side (inside TLS, without
/// TCP and IP); what is said of a message is the sum of a transfer divided by its messages.
namespace Compare {

/// What crossed in one direction, by layer. The layers add up, in each round and so in the sums:
/// payload + socketIo + engineIo + webSocket + http = wire + saved.
struct LayerSpreads
{
    Spread payload; ///< the app's own bytes: the plan's size
    Spread socketIo; ///< type, namespace, event name, JSON around the payload, ack id, base64
    Spread engineIo; ///< type digits, separators, base64 over polling, heartbeats
    Spread webSocket; ///< frame headers and masks, control frames
    Spread http; ///< heads of requests, responses and handshakes
    Spread saved; ///< what compression took off
    Spread wire; ///< what crossed

    bool operator==(const LayerSpreads &other) const = default;
};

/// Until the first message of the app can go: a WebSocket is open, or the namespace is connected
/// (and the upgrade done, where there is one).
struct Startup
{
    Spread requests; ///< HTTP requests, the handshake of a WebSocket being one
    Spread connections; ///< TCP connections
    LayerSpreads sent; ///< bytes
    LayerSpreads received;
    Spread milliseconds; ///< from the first connection

    bool isKnown() const { return requests.isKnown(); }
    bool operator==(const Startup &other) const = default;
};

/// One kind of work at one size.
struct Transfer
{
    Work work = Work::Echo;
    qint64 size = 0; ///< bytes of a payload
    int messages = 0; ///< in each round
    int receivers = 0; ///< of a broadcast, else 0

    /// Bytes a message in each direction. Of an echo received is what came back; of a broadcast
    /// what all receivers got together.
    LayerSpreads sent;
    LayerSpreads received;
    Spread requests; ///< HTTP requests a message

    // Echoes: from the last byte of a message to the last byte of its answer, in microseconds.
    // A spread of the percentiles of each round.
    Spread p50;
    Spread p95;
    Spread p99;

    /// Messages in a second: the server has read them (one way), answered them (echo), or all
    /// receivers were sent them (broadcast; counted once however many receivers there are).
    Spread perSecond;
    Spread cpu; ///< microseconds a message that our clients' thread worked
    Spread serverCpu; ///< likewise of the embedded server's thread; unknown of others

    /// Why it could not be measured (in some round), a sentence; empty if all went well.
    QByteArray failure;
    QByteArray note; ///< what is to be known about the figures, a sentence; mostly empty

    bool isKnown() const { return sent.wire.isKnown(); }
    bool operator==(const Transfer &other) const = default;
};

/// The connection of a receiver is reset while numbered messages are sent to the others, one every
/// 10 ms; then it doesn't get through for Plan::outage. It tries to come back every 50 ms. Measured
/// on the first way of the plan with each stack.
struct Interruption
{
    /// The server offers connection state recovery, and the receiver asked for it.
    bool recovers = false;
    Spread milliseconds; ///< from the cut to the first message that came again
    Spread sent; ///< messages that were sent from before the cut to after the return
    Spread missed; ///< of those, sent after the cut and before the receiver asked to come back in
    Spread lost; ///< of all that were sent, never came
    Spread recovered; ///< were missed, and came all the same
    Spread doubled; ///< came more than once
    QByteArray failure; ///< a sentence; empty if all went well

    bool isKnown() const { return milliseconds.isKnown(); }
    bool operator==(const Interruption &other) const = default;
};

/// Every request for a WebSocket is answered 403. Measured on the first way of the plan with each
/// stack.
struct Blocked
{
    bool wasTried = false;
    bool works = false; ///< a message was echoed all the same
    Startup startup; ///< if it works
    Transfer echo; ///< if it works: of the plan's smallest size
    QByteArray reason; ///< if it doesn't: a sentence

    bool operator==(const Blocked &other) const = default;
};

/// What one client costs the server, as far as it can be seen on the wire.
struct ServerNeeds
{
    Spread connections; ///< TCP connections that one client held at a time, at most
    /// HTTP requests of one session came over several connections: behind a balancer they must
    /// reach the same server (sticky sessions).
    bool needsStickiness = false;
    bool hasSession = false; ///< the server keeps state under an id that clients repeat
    int pingIntervalMs = 0; ///< of the server's own heartbeat; 0: it has none
    Spread requestsPerMessage; ///< of an echo at the smallest size

    bool operator==(const ServerNeeds &other) const = default;
};

/// One column: a server and a way.
struct WayResult
{
    int target = 0; ///< in Plan::targets
    Way way;
    /// Why nothing could be measured, a sentence. Empty if something was.
    QByteArray failure;
    /// What was asked for and not agreed on, or is otherwise to be known; mostly empty.
    QByteArray note;
    Startup startup;
    std::vector<Transfer> transfers; ///< by work, then size, as in the plan
    /// None where broadcasts can't be measured; a second one where recovery could be tried.
    std::vector<Interruption> interruptions;
    Blocked blocked;
    ServerNeeds needs;

    const Transfer *transfer(Work work, qint64 size) const;
    bool operator==(const WayResult &other) const = default;
};

/// What was found out about a server besides.
struct TargetFacts
{
    QByteArray url; ///< that was measured, the address of the embedded server too
    /// Whether it opens a session of Engine.IO 3, as clients of Socket.IO 2 and before ask for.
    std::optional<bool> takesRevision3;
    bool offersRecovery = false; ///< connection state recovery
    qint64 maxPayload = 0; ///< as its handshake says; 0: it didn't

    bool operator==(const TargetFacts &other) const = default;
};

/// All of a run.
struct Report
{
    Plan plan;
    Capture::Time started;
    Capture::Time ended;
    int roundsDone = 0; ///< whole ones
    bool wasCancelled = false;
    QByteArray failure; ///< why there was no run at all, a sentence; else empty
    QList<TargetFacts> targets; ///< as in the plan
    std::vector<WayResult> results; ///< by target, then way, as in the plan

    const WayResult *result(int target, const Way &way) const;
    bool operator==(const Report &other) const = default;
};

} // namespace Compare
