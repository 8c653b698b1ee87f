// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/connections/connectionsmodel.h"

#include <QStyledItemDelegate>

/// Draws a line of the connections: state, square, title, chips, and at the right a note.
class ConnectionsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int RowHeight = 28;

    explicit ConnectionsDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    using Line = ConnectionsModel::Line;

    int paintNote(QPainter *painter, const QRect &area, const Line &line, bool isSelected) const;
    int paintMarks(QPainter *painter, const QRect &area, const Line &line) const;
    QColor readable(const QColor &color, bool isSelected) const;

    const Theme &m_theme;
};
