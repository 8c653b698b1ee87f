// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QStyledItemDelegate>

/// Paints the rows of Compose's lists: a title, what belongs to it, and at the right a note.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role {
        TitleRole = Qt::UserRole, ///< QString
        DetailRole, ///< QString, in the fixed-width font
        NoteRole, ///< QString
        NoteTintRole, ///< int of Tint
        IsChipRole, ///< bool: the note is a chip
        FirstFreeRole
    };

    static constexpr int RowHeight = 26;

    explicit RowDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

class QAbstractItemView;

/// Sets a list or tree up for such rows: no frame, one selection, elided text.
void setUpRows(QAbstractItemView *view, const Theme &theme, const QString &name);
