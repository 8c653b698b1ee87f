// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>
#include <QStringList>

/// A table of finished texts, made anew when there is something else to say. The first column says
/// what a row is about; the others are figures, on the right.
class TextTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Content
    {
        QStringList titles; ///< of columns
        QStringList hints; ///< of columns, as tool tips; may be shorter
        QList<QStringList> rows; ///< as wide as the titles

        bool operator==(const Content &other) const = default;
    };

    explicit TextTable(QObject *parent = nullptr);

    void setContent(const Content &content);
    const Content &content() const { return m_content; }
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    Content m_content;
};
