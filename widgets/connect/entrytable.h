// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QWidget>

class QTableWidget;
class Theme;

/// A small table of texts with rows that can be added and removed: headers, namespaces.
class EntryTable : public QWidget
{
    Q_OBJECT

public:
    /// \a name for screen readers; \a addText for the button: "Add header".
    EntryTable(const QString &name, const QStringList &columns, const QString &addText,
               const Theme &theme, QWidget *parent = nullptr);

    /// Rows in which something stands.
    QList<QStringList> rows() const;
    void setRows(const QList<QStringList> &rows);
    void setColumnVisible(int column, bool visible);
    /// Shown in an empty cell of that column.
    void setExample(int column, const QString &example);

private:
    void addRow(const QStringList &texts);
    void removeCurrent();

    QTableWidget *m_table;
    QStringList m_examples;
};
