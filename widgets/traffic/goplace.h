// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/query/expression.h"

#include <QString>

#include <variant>

/// Where "Go to" leads.
using GoPlace = std::variant<qint64, ///< a row's number
                             Query::Moment, ///< a time, as it was written
                             std::chrono::microseconds>; ///< so long after where one is

/// "41", "#41", "98,210"; "10:02:11.5", "2026-11-27 10:02"; "+5s", "-250ms". Nothing for what
/// cannot be read.
std::optional<GoPlace> readGoPlace(const QString &text);

/// \a moment in UTC; without a day it is of the local day of \a near.
Capture::Time timeOf(const Query::Moment &moment, Capture::Time near);
