// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/sessionlinks.h"

namespace Acting {

/// What one direction of a connection asks of the connection as a whole.
class LaneOwner
{
public:
    /// Null: no Engine.IO, or its session is not known yet.
    virtual SessionLink *link() = 0;
    /// A pong is awaited in this direction.
    virtual bool awaits(Capture::Direction direction) const = 0;
    /// look() is wanted, also of what passes.
    virtual bool isFollowed(Capture::Direction direction) const = 0;
    /// The next unit, before anything is done with it.
    virtual void look(const Unit &unit) = 0;
    /// Returns the id under which it is held.
    virtual quint64 hold(const Unit &unit, const QByteArray &by) = 0;
    /// There may be more to take.
    virtual void wakeUp() = 0;
    /// A rule wants the connection to close, to be cut or to stall.
    virtual void act(const Rules::Verdict::Wish &wish) = 0;

protected:
    ~LaneOwner() = default;
};

} // namespace Acting
