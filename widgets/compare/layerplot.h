// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QWidget>

class QCustomPlot;
class QLabel;
class Theme;

/// Of what the bytes of a message are made: a bar a way with its layers, both directions together,
/// and what crossed in the end behind it.
class LayerPlot : public QWidget
{
    Q_OBJECT

public:
    explicit LayerPlot(const Theme &theme, QWidget *parent = nullptr);

    void setReport(const Compare::Report &report, int target, Compare::Work work, qint64 size);
    /// What is seen, \a scale times as large.
    QPixmap picture(double scale);

private:
    void applyTheme();
    void draw();

    const Theme &m_theme;
    Compare::Report m_report;
    int m_target = 0;
    Compare::Work m_work = Compare::Work::Echo;
    qint64 m_size = 0;
    QLabel *m_title;
    QCustomPlot *m_plot;
};
