// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QWidget>

class LayerPlot;
class QComboBox;
class QLabel;
class SizePlot;
class Theme;

/// The plots of one server and one kind of work: bytes by layer, round trips and rates by size.
class PlotsPage : public QWidget
{
    Q_OBJECT

public:
    explicit PlotsPage(const Theme &theme, QWidget *parent = nullptr);

    void setReport(const Compare::Report &report, int target);
    /// All plots as they are seen, with their words, twice as large.
    QPixmap picture();

    QComboBox *works() const { return m_works; }
    QComboBox *sizes() const { return m_sizes; }

private:
    void fillWorks();
    void fillSizes();
    void draw();
    void showLegend();
    Compare::Work work() const;

    const Theme &m_theme;
    Compare::Report m_report;
    int m_target = 0;
    QComboBox *m_works;
    QComboBox *m_sizes;
    QLabel *m_legend;
    QWidget *m_plots;
    LayerPlot *m_layers;
    SizePlot *m_roundTrips;
    SizePlot *m_rates;
};
