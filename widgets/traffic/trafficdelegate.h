// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/findpainter.h"
#include "widgets/traffic/cell.h"

#include <QStyledItemDelegate>

/// Draws the cells of a RowModel: chips, arrows, squares of sessions, text that ends in an ellipsis
/// where it does not fit. What is cut is shown in full by the tool tip.
class TrafficDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int RowHeight = 26;

    explicit TrafficDelegate(const Theme &theme, QObject *parent = nullptr);

    void setFind(const FindText &wanted) { m_finds.setFind(wanted); }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// The width a column needs to show its sample and its title.
    int columnWidth(const ColumnInfo &column) const;
    /// The width \a column needs to show \a text.
    int textWidth(const ColumnInfo &column, const QString &text) const;

private:
    void updateFonts();
    void paintText(QPainter *painter, const QRect &area, const Cell &cell, const ColumnInfo &column,
                   bool isSelected) const;
    void paintSign(QPainter *painter, const QRect &area, Icon sign, bool isSelected) const;
    void paintPill(QPainter *painter, const QRect &area, const Cell &cell) const;
    void paintChip(QPainter *painter, const QRect &area, const Cell &cell) const;
    const QFont &fontOf(const Cell &cell) const;

    const Theme &m_theme;
    FindPainter m_finds;
    QFont m_font;
    QFont m_strong;
    QFont m_fixed;
};
