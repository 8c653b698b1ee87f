// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/common/matcher.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/selection.h"
#include "widgets/traffic/cell.h"
#include "widgets/traffic/idlist.h"
#include "widgets/traffic/rowreview.h"

#include <QAbstractTableModel>

/// A table of the capture's rows in the order in which they arrived: row numbers only, and what
/// stands in a row is read when it is painted.
///
/// While it is not active it holds nothing and follows nothing. Rows come at the end, but for those
/// that a filter lets through later, because of what is known by then; another filter, marker or
/// capture resets it.
class RowModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    void setActive(bool isActive);
    bool isActive() const { return m_isActive; }
    bool isSearching() const { return m_matcher.isRunning(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// Text, tool tip, alignment and what a screen reader says.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    virtual Cell cell(int row, int column) const = 0;
    /// What selecting \a row selects.
    virtual Selection::Item itemAt(int row) const = 0;
    /// The row that shows what is selected, -1 if none does.
    virtual int rowOf(const Selection::Item &item) const = 0;
    /// A tool tip for what the cell's text does not say.
    virtual QString toolTip(int row, int column) const;
    const std::vector<ColumnInfo> &columns() const { return m_columns; }
    Matcher::Rows kind() const { return m_kind; }
    Capture::Id idAt(int row) const { return m_ids.at(row); }
    const IdList &ids() const { return m_ids; }
    /// Rows up to this number are cleared.
    Capture::Id marker() const { return markerId(); }

    /// When what \a row shows happened; nothing if it cannot be read.
    virtual std::optional<Capture::Time> timeAt(int row) const = 0;
    /// The first row at \a time or later, rows being as good as ordered by time; rowCount() if
    /// there is none.
    int rowFrom(Capture::Time time) const;

    /// The message from which differences of time are measured, instead of from row to row.
    struct Mark
    {
        Capture::Id message = 0;
        Capture::Time time;
        bool operator==(const Mark &other) const = default;
    };
    void setMark(const std::optional<Mark> &mark);

signals:
    void searchingChanged(bool isSearching);

protected:
    RowModel(Matcher::Rows rows, const CaptureFeed &feed, const MessageFilter &filter,
             std::vector<ColumnInfo> columns, QObject *parent);

    /// Puts all rows that no filter narrows into \a ids.
    virtual void readIds(IdList &ids) const = 0;
    /// The new rows of \a advance.
    virtual std::vector<Capture::Id> freshIds(const Capture::Advance &advance) const = 0;
    virtual Capture::Id lastId(const Capture::Advance &advance) const = 0;
    virtual const std::vector<Capture::Id> &changedIds(const Capture::Advance &advance) const;
    virtual Capture::Id markerId() const = 0;
    virtual void forget(int row) = 0;
    virtual void forgetAll() = 0;

    const CaptureFeed &feed() const { return m_feed; }
    const MessageFilter &filter() const { return m_filter; }
    Cell sessionCell(Capture::Id session, Capture::Id connection) const;
    /// Of \a row, which shows \a message at \a time: the time since the row above, or the mark.
    Cell deltaCell(int row, Capture::Id message, Capture::Time time) const;
    /// Makes the column of deltaCell() the one that setMark() changes.
    void setDeltaColumn(int column) { m_deltaColumn = column; }

private:
    void reload();
    bool looksAtRows() const;
    void advance(const Capture::Advance &advance);
    void append(std::span<const Capture::Id> ids);
    void merge(std::span<const Capture::Id> ids);
    void settle(Capture::Id first, Capture::Id last, const std::vector<Capture::Id> &matches);
    void change(const std::vector<Capture::Id> &ids);
    void lookAgain(const std::vector<Capture::Id> &ids);
    void onAnnotated(Capture::Id message);

    const CaptureFeed &m_feed;
    const MessageFilter &m_filter;
    std::vector<ColumnInfo> m_columns;
    Matcher::Rows m_kind;
    Matcher m_matcher;
    IdList m_ids;
    RowReview m_review;
    std::optional<Mark> m_mark;
    int m_deltaColumn = -1;
    bool m_isActive = false;
    bool m_hasMatcher = false; // what is shown comes from it
};
