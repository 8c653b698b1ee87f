// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/statistics/statisticsjob.h"

#include <QWidget>

class BarDelegate;
class LayerModel;
class QAction;
class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class SegmentedButton;
class StatisticsModel;
class Theme;
class TimePlot;

/// How many messages of which kind, how large, how often, how fast they were answered, and what
/// they cost: of what the filter lets through. Reads only while it is visible.
class StatisticsView : public QWidget
{
    Q_OBJECT
public:
    /// All of them outlive the view.
    StatisticsView(const CaptureFeed &feed, MessageFilter &filter, TimeRange &range,
                   const Theme &theme, QWidget *parent = nullptr);

    QTableView *table() const { return m_table; }
    QTableView *layers() const { return m_layers; }
    SegmentedButton *grouping() const { return m_grouping; }
    TimePlot *traffic() const { return m_traffic; }
    TimePlot *latency() const { return m_latency; }
    const StatisticsJob &job() const { return m_job; }
    /// What is shown, in its order.
    QByteArray csv() const;

    struct Actions
    {
        QAction *copy = nullptr;
        QAction *exportCsv = nullptr;
        QAction *filterToThis = nullptr;
        QAction *traffic = nullptr; ///< whether the plot shows bytes
    };
    const Actions &actions() const { return m_actions; }

signals:
    /// The user wants csv() in a file.
    void csvExportRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeTable();
    void makeLayers();
    void makeActions();
    void setGrouping(int index);
    void refresh();
    void copy();
    void filterToThis();
    std::vector<Query::StatisticsRow> rowsInOrder() const;

    MessageFilter &m_filter;
    StatisticsJob m_job;
    StatisticsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    LayerModel *m_costs;
    QStackedWidget *m_stack;
    QLabel *m_empty;
    QTableView *m_table;
    QTableView *m_layers;
    SegmentedButton *m_grouping;
    QLabel *m_words; // how many of how many
    TimePlot *m_traffic;
    TimePlot *m_latency;
    Actions m_actions;
};
