// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/reportplace.h"

#include <QAbstractTableModel>

/// One figure of everything that was transferred on one server: a row for each kind of work and
/// size, a column for each way. Work that doesn't have the figure has no rows. The best of a row,
/// and all that overlap with it, are bold where others are worse.
class FigureModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit FigureModel(QObject *parent = nullptr);

    void setReport(const Compare::Report &report, int target);
    void setFigure(Figure figure);
    Figure figure() const { return m_figure; }

    /// The cell; invalid if it has none.
    QModelIndex indexOf(const ReportPlace &place) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        Compare::Work work = Compare::Work::Echo;
        qint64 size = 0;

        bool operator==(const Row &other) const = default;
    };

    void update();
    std::vector<Row> rowsNow() const;
    std::vector<Compare::Way> waysNow() const;
    const Compare::Transfer *transfer(const QModelIndex &index) const;
    Compare::Spread spread(int row, int column) const;
    bool isBest(const QModelIndex &index) const;
    QString toolTip(const QModelIndex &index) const;

    Compare::Report m_report;
    int m_target = 0;
    Figure m_figure = Figure::P50;
    std::vector<Row> m_rows;
    std::vector<Compare::Way> m_ways;
};
