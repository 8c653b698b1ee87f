// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/texttable.h"

#include <QWidget>

#include <vector>

class FigureTable;
class QLabel;
class QVBoxLayout;

/// Tables under each other, each with a heading and a line that says what was done; a table without
/// rows says why there are none.
class TablesPage : public QWidget
{
    Q_OBJECT

public:
    explicit TablesPage(QWidget *parent = nullptr);

    /// Returns the number of the table.
    std::size_t addTable(const QString &title, const QString &hint, const QString &whyEmpty);
    void setContent(std::size_t table, const TextTable::Content &content);
    /// Sentences below a table; none hide them.
    void setRemark(std::size_t table, const QString &words);
    /// Selects the first row that begins with \a name.
    bool showRow(std::size_t table, const QString &name);

private:
    struct Part
    {
        TextTable *table;
        FigureTable *view;
        QLabel *empty;
        QLabel *remark;
    };

    std::vector<Part> m_parts;
    QVBoxLayout *m_lines;
};
