// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

class Theme;

/// Paints bars in cells: beside each other where the model has heights of them, behind the text
/// where it has a share.
class BarDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// The model's roles for heights (QList<qreal>) and for a share (a number), each up to 1; -1
    /// where it has none.
    struct Roles
    {
        int heights = -1;
        int share = -1;
    };

    BarDelegate(const Theme &theme, Roles roles, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    Roles m_roles;
};
