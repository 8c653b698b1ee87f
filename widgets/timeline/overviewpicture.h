// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/timeline/timeaxis.h"
#include "widgets/timeline/timebuckets.h"

#include <QPixmap>
#include <QRect>
#include <QSize>

struct Colors;

/// The bars of an overview: sent above the middle line, received below it, a dot at the upper edge
/// where a message has a problem. Heights are square roots, so that what is rare can be seen beside
/// what is frequent; both directions have the same scale.
class OverviewPicture
{
public:
    enum class Measure { Messages, Bytes };

    /// Of what \a bucket counts in one direction.
    static qint64 measured(const TimeBuckets::Flow &flow, Measure measure);

    static constexpr int Height = 64;
    static constexpr int MiddleLine = 31; ///< one pixel high
    static constexpr int LongestBar = 22; ///< on either side
    static constexpr int MarkLane = 8; ///< for problems, at the top
    static constexpr int LabelLane = 10; ///< for times, at the bottom
    static constexpr int CellWidth = 4; ///< at least, with the gap to the next bar

    /// Paints \a view along \a axis, without a ground, for a screen of \a ratio.
    static QPixmap paint(const TimeBuckets::View &view, const TimeAxis &axis, Measure measure,
                         const Colors &colors, qreal ratio);
};
