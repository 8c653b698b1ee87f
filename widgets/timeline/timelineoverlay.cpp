// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelineoverlay.h"

#include "widgets/common/theme.h"
#include "widgets/timeline/timelinepicture.h"
#include "widgets/timeline/timeruler.h"

#include <algorithm>

using Capture::Time;
using TimelinePicture::LabelWidth;
using TimelinePicture::RulerHeight;

namespace {

constexpr int DimAlpha = 150;

}

TimelineOverlay::TimelineOverlay(QPainter &painter, const TimelineScale &scale, const QSize &size,
                                 const Theme &theme)
    : m_painter(painter)
    , m_scale(scale)
    , m_size(size)
    , m_theme(theme)
{
    m_painter.setClipRect(QRect(LabelWidth, 0, m_scale.width(), m_size.height()));
}

void TimelineOverlay::paintRange(const TimeRange::Range &range)
{
    const auto xOf = [this](Time time) {
        return LabelWidth + std::clamp(m_scale.xOf(time), -1.0, m_scale.width() + 1.0);
    };
    const double left = xOf(range.from);
    const double right = xOf(range.to);
    QColor veil = m_theme.colors().pane;
    veil.setAlpha(DimAlpha);
    const int height = m_size.height() - RulerHeight;
    m_painter.fillRect(QRectF(LabelWidth, RulerHeight, left - LabelWidth, height), veil);
    m_painter.fillRect(QRectF(right, RulerHeight, m_size.width() - right, height), veil);
    for (const double x : {left, right})
        m_painter.fillRect(QRectF(x, RulerHeight, 1, height), m_theme.colors().accent);
}

void TimelineOverlay::paintTime(Time time)
{
    paintLine(time, TimeRuler::exactly(time, m_scale), false);
}

void TimelineOverlay::paintSelected(Time time, Capture::Id message)
{
    const QString words = QStringLiteral("%1  #%2").arg(TimeRuler::exactly(time, m_scale),
                                                        QString::number(message));
    paintLine(time, words, true);
}

void TimelineOverlay::paintLine(Time time, const QString &words, bool isStrong)
{
    const Colors &colors = m_theme.colors();
    const double x = LabelWidth + m_scale.xOf(time);
    if (x < LabelWidth || x > m_size.width())
        return;
    m_painter.fillRect(QRectF(x, RulerHeight, 1, m_size.height() - RulerHeight),
                       isStrong ? colors.accent : colors.dim);
    const int width = m_painter.fontMetrics().horizontalAdvance(words) + 16;
    const double rightmost = std::max(LabelWidth, m_size.width() - width);
    QRectF label(x - width / 2.0, 4, width, RulerHeight - 8);
    label.moveLeft(std::clamp(label.left(), static_cast<double>(LabelWidth), rightmost));
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(isStrong ? colors.accent : colors.chip);
    m_painter.drawRoundedRect(label, 4, 4);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setPen(isStrong ? colors.onAccent : colors.text);
    m_painter.drawText(label, Qt::AlignCenter, words);
}
