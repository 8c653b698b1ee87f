// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/comparison.h"

#include <QSignalSpy>

/// Runs \a plan to its end, and waits for that; an empty report if it doesn't come.
inline Compare::Report runComparison(const Compare::Plan &plan)
{
    constexpr int PatienceMs = 300'000;
    Compare::Comparison comparison;
    QSignalSpy finished(&comparison, &Compare::Comparison::finished);
    comparison.start(plan);
    if (finished.isEmpty() && !finished.wait(PatienceMs))
        return {};
    return finished.first().first().value<Compare::Report>();
}
