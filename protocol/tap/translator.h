// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/problem.h"
#include "protocol/tap/tlsoptions.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace Tap {

/// What goes out of a relay for what comes in. It does no I/O: the relay moves and records bytes,
/// the translator says which.
class Translator
{
public:
    Translator() = default;
    virtual ~Translator() = default;
    Q_DISABLE_COPY_MOVE(Translator)

    /// Bytes of \a direction go out as they come: the relay sends them at once and only then calls
    /// observe(). Otherwise it calls feed(), and take() for what is to be sent.
    virtual bool passes(Capture::Direction direction) const = 0;
    virtual void observe(Capture::Direction direction, const QByteArray &bytes) = 0;

    virtual void feed(Capture::Direction direction, QByteArray bytes) = 0;
    /// The next piece to send in \a direction, empty for none now. Nothing is fed in a direction
    /// before its pieces were taken.
    virtual QByteArray take(Capture::Direction direction) = 0;
    /// How a side was lost.
    struct Failure
    {
        Problem problem = Problem::TapReset;
        QByteArray text;
    };

    /// Whoever sends in \a direction will send no more, or was lost.
    virtual void finish(Capture::Direction direction, const std::optional<Failure> &failure) = 0;
    /// Nothing more should be read of \a direction now: the other one goes on first.
    virtual bool isWaiting(Capture::Direction direction) const = 0;

    /// What was changed since the last call: "Host: 127.0.0.1:9000 -> example.org".
    virtual QByteArrayList takeChanges() { return {}; }

    /// The tap ends the connection, and says this to the client before. Asked when there is nothing
    /// to take for the client.
    virtual std::optional<QByteArray> takeLastWord() { return {}; }
    /// When the client has ended, the target has some seconds to do so too.
    virtual bool endsWithClient() const { return false; }
    /// The end of the client is none for the conversation: what the target still says is recorded.
    virtual bool outlivesClient() const { return false; }
    /// The target is not told yet that the client has ended.
    virtual bool holdsEnd() const { return false; }

    virtual void hearConnected(const TlsFacts & /*tls*/) { }
    /// The client is about to be told that there is no target.
    virtual void hearFailed(Problem /*problem*/, const QByteArray & /*text*/,
                            const TlsFacts & /*tls*/)
    {
    }
};

} // namespace Tap
