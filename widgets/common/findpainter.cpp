// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/findpainter.h"

#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>

void FindPainter::draw(QPainter &painter, const QRect &area, const QString &text) const
{
    constexpr int Flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine;
    const QFontMetrics metrics = painter.fontMetrics();
    const QString shown
        = metrics.elidedText(text, Qt::ElideRight, area.width(), Qt::TextSingleLine);
    painter.drawText(area, Flags, shown);
    if (m_marker.isEmpty())
        return;
    const QColor ground = m_theme.colors().hit;
    const QPen pen = painter.pen();
    painter.save();
    painter.setPen(Theme::readableOn(pen.color(), ground));
    for (const FindText::Span &span : m_marker.spansIn(text)) {
        const qsizetype last = shown.size() - 1;
        const qsizetype start = std::min(span.start, last);
        const qsizetype end = std::min(span.start + span.size, shown.size());
        if (start < 0)
            break;
        const int left = metrics.horizontalAdvance(shown, static_cast<int>(start));
        const int right
            = metrics.horizontalAdvance(shown, static_cast<int>(std::max(end, start + 1)));
        const QRect mark(area.left() + left, area.center().y() - metrics.height() / 2, right - left,
                         metrics.height());
        painter.setClipRect(mark & area);
        painter.fillRect(mark, ground);
        painter.drawText(area, Flags, shown);
        if (span.start > last)
            break; // all others are behind the same ellipsis
    }
    painter.restore();
}
