// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QAbstractTableModel>

class CaptureFeed;
class Theme;

/// The problems of the open capture, a problem a row, in the order in which they were noted. Reads
/// them from the feed; grows while the capture does.
class ProblemModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, Where, What, Detail, ColumnCount };

    ProblemModel(CaptureFeed &feed, const Theme &theme, QObject *parent = nullptr);

    /// Null if there is no such row.
    const Capture::ProblemRecord *problemAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    void reread();
    void append();
    QString whereText(const Capture::ProblemRecord &record) const;

    CaptureFeed &m_feed;
    const Theme &m_theme;
    int m_count = 0; // rows told of
};
