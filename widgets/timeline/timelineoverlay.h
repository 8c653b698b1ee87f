// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/timerange.h"
#include "widgets/timeline/timelinescale.h"

#include <QPainter>
#include <QSize>

class Theme;

/// What is drawn over a timeline's picture: the time range, where the mouse is, what is selected.
class TimelineOverlay
{
public:
    /// Over a window of \a size pixels, right of the labels.
    TimelineOverlay(QPainter &painter, const TimelineScale &scale, const QSize &size,
                    const Theme &theme);

    /// Dims what is not in \a range.
    void paintRange(const TimeRange::Range &range);
    /// A line through all lines, and the time on the ruler.
    void paintTime(Capture::Time time);
    /// The same for a message, louder.
    void paintSelected(Capture::Time time, Capture::Id message);

private:
    void paintLine(Capture::Time time, const QString &words, bool isStrong);

    QPainter &m_painter;
    const TimelineScale &m_scale;
    QSize m_size;
    const Theme &m_theme;
};
