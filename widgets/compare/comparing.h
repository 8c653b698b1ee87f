// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/spread.h"

#include <QString>

/// What is compared, and how it is put into words.
struct Comparing
{
    QString (*text)(const Compare::Spread &spread); ///< of a figure
    QString more; ///< "%1 more", with "41 %" or "9 bytes (41 %)"
    QString less;
    bool saysAmount = false; ///< the difference too, in bytes
};

/// "85 bytes, 41 bytes (93 %) more", "4.2 ms, 13.4 times as much", "0.31 ms, no difference was
/// seen": \a other as it stands to \a base. Without a base the figure alone.
QString comparedText(const Compare::Spread &other, const Compare::Spread &base,
                     const Comparing &comparing);

Comparing comparingBytes();
Comparing comparingTimes(); ///< microseconds
Comparing comparingMilliseconds();
Comparing comparingRates();
