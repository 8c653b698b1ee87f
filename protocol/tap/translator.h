// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/wire.h"
#include "protocol/problem.h"
#include "protocol/tap/tlsoptions.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <vector>

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

    /// What is to be recorded before the bytes that take() gave last. The relay fills in the
    /// connection, and the time of a WireChanged.
    virtual std::vector<Capture::WireEvent> takeNotes() { return {}; }
    /// Where in some bytes messages begin that are counted, and what is to be recorded there.
    struct Counting
    {
        qsizetype begin = 0;
        Capture::WireCounted counted;
    };
    /// If counting begins in the next bytes. Asked before feed(), of what comes from the target.
    virtual std::optional<Counting> countsFrom(QByteArrayView /*bytes*/) { return {}; }

    /// The relay stands, as \a connection. \a wake makes it ask again what is to be taken; it may
    /// be called any time from the relay's thread.
    virtual void hearStarted(Capture::Id /*connection*/, const std::function<void()> & /*wake*/) { }
    /// When to ask again without that; nothing for never.
    virtual std::optional<Capture::Time> wakesAt() const { return {}; }
    /// There will be more to take in \a direction: its end has to wait.
    virtual bool hasMore(Capture::Direction /*direction*/) const { return false; }

    /// Both sides are to be ended now.
    struct Ending
    {
        bool resets = false; ///< else by FIN
        QByteArray text; ///< why
    };
    virtual std::optional<Ending> takeEnding() { return {}; }

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
