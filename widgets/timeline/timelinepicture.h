// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/timeline/timelinedata.h"
#include "widgets/timeline/timelinerows.h"

#include <QPixmap>
#include <QSize>

class Theme;

/// All that stands still in a timeline's window until it is moved or grows.
namespace TimelinePicture {

constexpr int LabelWidth = 144; ///< pixels at the left, for the lines' names
constexpr int RulerHeight = 28; ///< pixels at the top

/// What is to be drawn.
struct Scene
{
    const TimelineData &data;
    const TimelineRows &rows;
    const CaptureFeed &feed;
    TimelineScale scale; ///< in pixels, right of the labels
    int scrolled = 0; ///< pixels of lines above the window
};

/// Paints the window of \a size pixels, for a screen of \a ratio, into \a picture, whose memory is
/// used again if it has that size.
void paint(const Scene &scene, const QSize &size, const QFont &font, const Theme &theme,
           qreal ratio, QPixmap *picture);

} // namespace TimelinePicture
