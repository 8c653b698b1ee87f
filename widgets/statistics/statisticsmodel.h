// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/statistics.h"

#include <QAbstractTableModel>

#include <memory>

class CaptureFeed;
class Theme;

/// The rows of Statistics, one kind of messages each. Numbers are there twice: as words, and under
/// SortRole as they are.
class StatisticsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Connection,
        Namespace,
        Event,
        Direction,
        Count,
        Rate,
        AckP50,
        AckP95,
        AckP99,
        Pending,
        Never,
        Payload,
        Wire,
        SizeP50,
        SizeP95,
        SizeMost,
        Sizes,
        GapP50,
        GapP95,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< a number, -1 for none, or a text
        BarsRole ///< the heights of bars beside each other, of 1 at most: QList<qreal>
    };

    StatisticsModel(const CaptureFeed &feed, const Theme &theme, QObject *parent = nullptr);

    /// Rows that are of the same kind as before stay rows.
    void setStatistics(const std::shared_ptr<const Query::Statistics> &statistics);
    const Query::Statistics &statistics() const { return *m_statistics; }
    const Query::StatisticsRow &row(int row) const
    {
        return m_statistics->rows[static_cast<std::size_t>(row)];
    }
    /// What the messages of a row match, as far as they are grouped by it; empty for the rest.
    QByteArray termOf(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QString textOf(const Query::StatisticsRow &row, int column) const;
    QString toolTipOf(const Query::StatisticsRow &row, int column) const;
    QString sessionWords(Capture::Id session) const;

    const CaptureFeed &m_feed;
    const Theme &m_theme;
    std::shared_ptr<const Query::Statistics> m_statistics; // never null
};
