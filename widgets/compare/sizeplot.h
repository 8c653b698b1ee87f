// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/figure.h"

#include <QWidget>

class QCustomPlot;
class QLabel;
class Theme;

/// One figure of one kind of work over the sizes, a line a way, with whiskers from the lowest to
/// the highest round. Both axes are logarithmic.
class SizePlot : public QWidget
{
    Q_OBJECT

public:
    explicit SizePlot(const Theme &theme, QWidget *parent = nullptr);

    void setReport(const Compare::Report &report, int target, Compare::Work work, Figure figure);
    /// False if there is nothing to be seen.
    bool hasData() const { return m_hasData; }
    /// What is seen, \a scale times as large.
    QPixmap picture(double scale);

private:
    void applyTheme();
    void draw();
    void drawWay(const Compare::WayResult &result);
    void setRanges(double leastSize, double greatestSize, double least, double greatest);

    const Theme &m_theme;
    Compare::Report m_report;
    int m_target = 0;
    Compare::Work m_work = Compare::Work::Echo;
    Figure m_figure = Figure::P50;
    bool m_hasData = false;
    QLabel *m_title;
    QCustomPlot *m_plot;
};
