// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/reportplace.h"

#include <QStringList>

#include <optional>

/// A row of "when to use what". A value.
struct Decision
{
    enum class Question : quint8 {
        Overhead,
        Unreliable,
        Firewall,
        Broadcast,
        Binary,
        SmallMessages,
        OldClients,
    };

    Question question = Question::Overhead;
    int target = 0; ///< in Plan::targets
    bool isMeasured = false; ///< else the verdict says why there is none
    QString verdict; ///< a sentence
    QString measure; ///< of what: "Bytes a message, echo of 16 B"
    QStringList figures; ///< what was measured, one a way
    std::optional<ReportPlace> place; ///< of the first figure

    bool operator==(const Decision &other) const = default;
};

/// "Minimal overhead", "An unreliable network", …
QString questionTitle(Decision::Question question);
/// What is looked at to answer it: "the fewest bytes for an echo of the smallest size".
QString questionHint(Decision::Question question);

/// All questions about one server, answered by what was measured there and by nothing else.
std::vector<Decision> decisionsOf(const Compare::Report &report, int target);
