// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QString>

/// What a report says, in plain words. A value.
struct Finding
{
    enum class Topic : quint8 {
        Short, ///< the few sentences that somebody takes along
        Run, ///< how far it came, what could not be measured
        Startup,
        Bytes,
        RoundTrip,
        Rate,
        Cpu,
        Cut,
        Blocked,
        Server,
    };

    Topic topic = Topic::Run;
    int target = -1; ///< in Plan::targets; -1: all of them
    QString text; ///< sentences

    bool operator==(const Finding &other) const = default;
};

/// "Until the first message", "Round trips", …
QString topicTitle(Finding::Topic topic);

/// All that follows from the figures, by target, then topic. Where spreads overlap it says that no
/// difference was seen; what could not be measured is said too. Never empty.
std::vector<Finding> findingsOf(const Compare::Report &report);
