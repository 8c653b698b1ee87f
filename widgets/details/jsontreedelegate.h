// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/findpainter.h"

#include <QStyledItemDelegate>

class Theme;

/// Paints a row of JsonTreeModel: the key, and the value in the colour of its kind, elided.
class JsonTreeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int RowHeight = 22;

    explicit JsonTreeDelegate(const Theme &theme, QObject *parent = nullptr);

    void setFind(const FindText &wanted) { m_finds.setFind(wanted); }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QColor valueColor(const QModelIndex &index) const;

    const Theme &m_theme;
    FindPainter m_finds;
};
