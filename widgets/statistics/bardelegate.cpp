// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/statistics/bardelegate.h"

#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>

namespace {

constexpr int BarWidth = 4;
constexpr int BarGap = 1;
constexpr int Margin = 4;
constexpr int ShareHeight = 3;

} // namespace

BarDelegate::BarDelegate(const Theme &theme, Roles roles, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_roles(roles)
{
}

void BarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QRect area = option.rect.adjusted(Margin, Margin, -Margin, -Margin);
    const QColor &color = m_theme.colors().accent;
    if (m_roles.heights >= 0) {
        int x = area.left();
        for (const qreal height : index.data(m_roles.heights).value<QList<qreal>>()) {
            // What is there at all is seen.
            const int pixels = height > 0 ? std::max(1, qRound(height * area.height())) : 0;
            if (x + BarWidth > area.right())
                break;
            painter->fillRect(x, area.bottom() + 1 - pixels, BarWidth, pixels, color);
            x += BarWidth + BarGap;
        }
    }
    if (m_roles.share >= 0) {
        const double share = index.data(m_roles.share).toDouble();
        const int width = share > 0 ? std::max(1, qRound(share * area.width())) : 0;
        painter->fillRect(area.right() + 1 - width, option.rect.bottom() - ShareHeight, width,
                          ShareHeight, color);
    }
}
