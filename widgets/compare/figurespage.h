// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/reportplace.h"

#include <QWidget>

class FigureModel;
class FigureTable;
class QLabel;
class SegmentedButton;
class Theme;

/// A figure of everything that was transferred, as a table, and the choice of the figure.
class FiguresPage : public QWidget
{
    Q_OBJECT

public:
    explicit FiguresPage(const Theme &theme, QWidget *parent = nullptr);

    void setReport(const Compare::Report &report, int target);
    /// Selects what stands there. False if it is not in the table.
    bool showPlace(const ReportPlace &place);

    FigureModel *model() const { return m_model; }
    FigureTable *table() const { return m_table; }
    SegmentedButton *figures() const { return m_figures; }

private:
    void setFigure(int index);

    FigureModel *m_model;
    SegmentedButton *m_figures;
    QLabel *m_hint;
    FigureTable *m_table;
};
