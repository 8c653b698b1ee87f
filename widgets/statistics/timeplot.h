// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/statistics.h"
#include "widgets/common/timerange.h"

#include <QWidget>

#include <optional>

class QCPItemRect;
class QCustomPlot;
class QLabel;
class Theme;

/// What statistics say over time, as lines. Dragging over it sets the shared time range, when the
/// button is let go; a double click and Escape forget that. Parts of the time in which there were
/// problems are marked at the bottom.
class TimePlot : public QWidget
{
    Q_OBJECT
public:
    enum class Subject { Messages, Bytes, Latency };

    TimePlot(Subject subject, TimeRange &range, const Theme &theme, QWidget *parent = nullptr);

    void setSubject(Subject subject);
    Subject subject() const { return m_subject; }
    void setStatistics(const std::shared_ptr<const Query::Statistics> &statistics);

    /// Where a time stands, in pixels of the child named "plot".
    double xOf(Capture::Time time) const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyTheme();
    void draw();
    void drawTraffic();
    void drawLatency();
    void drawProblems();
    void describe();
    double keyOf(Capture::Time time) const;
    Capture::Time timeAt(int x) const;
    void showBrush(int from, int to);

    struct Drag
    {
        int from = 0;
        int to = 0;
    };

    Subject m_subject;
    TimeRange &m_range;
    const Theme &m_theme;
    std::shared_ptr<const Query::Statistics> m_statistics; // never null
    QLabel *m_title;
    QCustomPlot *m_plot;
    QCPItemRect *m_brush;
    std::optional<Drag> m_drag;
};
