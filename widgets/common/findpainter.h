// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/findtext.h"

#include <QRect>

class QPainter;
class Theme;

/// Draws lines of text, with an ellipsis where they do not fit, and what the find bar looks for on
/// a ground of its own. An ellipsis behind which it stands is marked too.
class FindPainter
{
public:
    explicit FindPainter(const Theme &theme)
        : m_theme(theme)
    {
    }

    void setFind(const FindText &wanted) { m_marker = FindMarker(wanted); }

    /// Draws \a text at the left of \a area, in the middle of its height, in the painter's font and
    /// pen.
    void draw(QPainter &painter, const QRect &area, const QString &text) const;

private:
    const Theme &m_theme;
    FindMarker m_marker;
};
