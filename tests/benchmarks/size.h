// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <algorithm>

/// How large a benchmark is to be, in per cent of its full size: SOCKSCOPE_BENCHMARK_PERCENT, 100
/// by default.
inline int benchmarkPercent()
{
    bool isSet = false;
    const int percent = qEnvironmentVariableIntValue("SOCKSCOPE_BENCHMARK_PERCENT", &isSet);
    return isSet ? std::max(1, percent) : 100;
}
