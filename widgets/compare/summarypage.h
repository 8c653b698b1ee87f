// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QWidget>

class FigureTable;
class QTextBrowser;
class TextTable;

/// A table of what matters most, and below it all that follows from the figures, in words.
class SummaryPage : public QWidget
{
    Q_OBJECT

public:
    explicit SummaryPage(QWidget *parent = nullptr);

    void setReport(const Compare::Report &report, int target);
    QTextBrowser *text() const { return m_text; }
    TextTable *glance() const { return m_glance; }

private:
    TextTable *m_glance;
    FigureTable *m_table;
    QTextBrowser *m_text;
};
