// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

/// A table as all of a comparison look: columns as wide as what is in them, nothing around them.
/// Ctrl+C copies all of it.
class FigureTable : public QTableView
{
    Q_OBJECT

public:
    /// \a name is what it is called, for those who don't see it.
    FigureTable(QAbstractItemModel *model, const QString &name, QWidget *parent = nullptr);

    /// Makes it as high as all its rows.
    void fitHeight();
    /// All of it, with tabs and line ends between; titles of rows too if they are shown, and then
    /// its name in the corner.
    QString text() const;

private:
    void fitColumns();
};
