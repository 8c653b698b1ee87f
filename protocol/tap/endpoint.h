// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/socket.h"
#include "protocol/problem.h"
#include "protocol/tap/tlsoptions.h"

#include <QByteArray>

namespace Tap {

/// One side of a relay: a stream of bytes each way that never waits. A relay reads and writes until
/// it hears "later", and is called back when to go on.
class Endpoint
{
public:
    /// Hears of an endpoint.
    class Owner
    {
    public:
        /// There may be more to read or room to write.
        virtual void endpointReady() = 0;

    protected:
        ~Owner() = default;
    };

    enum class Outcome {
        Done, ///< bytes were moved
        Later, ///< nothing now; endpointReady() follows
        Ended, ///< reading: the peer will send no more
        Reset, ///< the connection is gone
    };

    struct Transfer
    {
        Outcome outcome = Outcome::Later;
        qsizetype bytes = 0;
    };

    Endpoint() = default;
    virtual ~Endpoint() = default;
    Q_DISABLE_COPY_MOVE(Endpoint)

    virtual Transfer read(char *buffer, qsizetype size) = 0;
    virtual Transfer write(const char *bytes, qsizetype size) = 0;

    /// Sends no more: the peer reads to the end. Reading goes on where the protocol can do that.
    virtual void finish() = 0;
    /// Closes so that the peer sees a reset.
    virtual void reset() = 0;
    /// Closes after both sides have ended.
    virtual void close() = 0;
    /// Asks for another endpointReady() in the next turn.
    virtual void rearm() = 0;

    /// An error arrived, perhaps behind bytes that are not read yet.
    virtual bool hasFailed() const = 0;
    /// What went wrong on a connection that stood.
    virtual Problem failureProblem() const { return Problem::TapReset; }
    /// The words for it, empty as long as nothing did.
    virtual QByteArray failureText() const = 0;
};

/// The endpoint towards the target, which has to be connected first.
class TargetEndpoint : public Endpoint
{
public:
    class Owner : public Endpoint::Owner
    {
    public:
        /// \a tls is empty without TLS.
        virtual void targetConnected(const QByteArray &peer, const TlsFacts &tls) = 0;
        virtual void targetFailed(Problem problem, const QByteArray &text, const TlsFacts &tls) = 0;

    protected:
        ~Owner() = default;
    };

    /// Begins to connect: targetConnected() or targetFailed() follows once, perhaps at once.
    virtual void connectToTarget() = 0;
};

} // namespace Tap
