// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

/// One message on a timeline. There are as many as messages, so it is small.
struct TimelineMark
{
    enum Flag : quint32 {
        Received = 1, ///< else sent
        Problem = 2,
        Heartbeat = 4,
        Asks = 8, ///< for an answer
        Answered = 16,
        Ack = 32,
        Turn = 64, ///< the connection or a namespace began, changed its transport or ended
        Altered = 128 ///< a rule or the user changed it
    };

    Capture::Time time;
    Capture::Id id = 0;
    quint32 event = 0; ///< a number in the table of names; of an answer: what was asked
    quint32 nsp : 24 = 0; ///< the same of the namespace
    quint32 flags : 8 = 0;

    bool has(Flag flag) const { return (flags & flag) != 0; }
};

static_assert(sizeof(TimelineMark) <= 24);
