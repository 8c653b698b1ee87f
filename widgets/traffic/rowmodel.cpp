// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/rowmodel.h"

#include "protocol/query/parser.h"
#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <algorithm>

using namespace Capture;

namespace {

constexpr int DeltaGivesWay = 3; // before all others

} // namespace

RowModel::RowModel(Matcher::Rows rows, const CaptureFeed &feed, const MessageFilter &filter,
                   std::vector<ColumnInfo> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_feed(feed)
    , m_filter(filter)
    , m_columns(std::move(columns))
    , m_kind(rows)
    , m_matcher(rows, feed)
    , m_review(rows, feed, filter)
{
    connect(&feed, &CaptureFeed::opened, this, &RowModel::reload);
    connect(&feed, &CaptureFeed::cleared, this, &RowModel::reload);
    connect(&feed, &CaptureFeed::advanced, this, &RowModel::advance);
    connect(&feed, &CaptureFeed::annotated, this, &RowModel::onAnnotated);
    connect(&filter, &MessageFilter::changed, this, &RowModel::reload);
    connect(&m_matcher, &Matcher::found, this, [this](const std::vector<Id> &ids) { merge(ids); });
    connect(&m_matcher, &Matcher::runningChanged, this, &RowModel::searchingChanged);
    connect(&m_review, &RowReview::done, this, &RowModel::settle);
}

void RowModel::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    reload();
}

int RowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_ids.size();
}

int RowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant RowModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), index.column()).text;
    case Qt::ToolTipRole:
        return toolTip(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>(m_columns[static_cast<std::size_t>(index.column())].alignment);
    case Qt::AccessibleTextRole: {
        const Cell shown = cell(index.row(), index.column());
        const QString name = m_columns[static_cast<std::size_t>(index.column())].toolTip;
        const QString text
            = shown.shape == Cell::Shape::Arrow ? directionWord(shown.direction) : shown.text;
        const QString note = shown.note.isEmpty() ? QString() : QStringLiteral(", ") + shown.note;
        return name + QStringLiteral(": ") + text + note;
    }
    default:
        return {};
    }
}

QVariant RowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ColumnInfo &column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return column.toolTip;
    case Qt::TextAlignmentRole:
        return static_cast<int>(column.alignment);
    default:
        return {};
    }
}

QString RowModel::toolTip(int /*row*/, int /*column*/) const
{
    return {};
}

const std::vector<Id> &RowModel::changedIds(const Advance & /*advance*/) const
{
    static const std::vector<Id> none;
    return none;
}

Cell RowModel::sessionCell(Id session, Id connection) const
{
    if (session == 0) {
        if (const ConnectionRecord *record = m_feed.connection(connection))
            session = record->session;
    }
    Cell cell;
    cell.shape = Cell::Shape::Session;
    cell.session = session;
    if (const SessionRecord *record = m_feed.session(session))
        cell.text = sessionTitle(*record);
    else if (connection != 0)
        cell.text = tr("tcp %1").arg(connection);
    return cell;
}

int RowModel::rowFrom(Time time) const
{
    int low = 0;
    int high = rowCount();
    while (low < high) {
        const int middle = low + (high - low) / 2;
        const std::optional<Time> at = timeAt(middle);
        if (at && *at < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void RowModel::setMark(const std::optional<Mark> &mark)
{
    if (m_mark == mark)
        return;
    m_mark = mark;
    if (m_deltaColumn < 0)
        return;
    ColumnInfo &column = m_columns[static_cast<std::size_t>(m_deltaColumn)];
    column.hasSign = mark.has_value();
    column.givesWay = mark ? 0 : DeltaGivesWay;
    column.title = mark ? tr("Δ #%1").arg(formatNumber(mark->message)) : tr("Δ");
    column.toolTip = mark ? tr("Time since #%1, which is marked (Esc measures from row to row)")
                                .arg(formatNumber(mark->message))
                          : tr("Time since the row above");
    column.sample = mark ? QStringLiteral("−888.88 s") : QStringLiteral("+888 ms");
    emit headerDataChanged(Qt::Horizontal, m_deltaColumn, m_deltaColumn);
    if (rowCount() > 0)
        emit dataChanged(index(0, m_deltaColumn), index(rowCount() - 1, m_deltaColumn));
}

Cell RowModel::deltaCell(int row, Id message, Time time) const
{
    Cell cell;
    cell.tint = Tint::Dim;
    if (m_mark && m_mark->message == message) {
        cell.text = tr("from here");
        cell.tint = Tint::Accent;
        cell.sign = Icon::Measure;
    } else if (m_mark) {
        cell.text = formatDelta(time - m_mark->time);
    } else if (const auto before = row > 0 ? timeAt(row - 1) : std::nullopt) {
        cell.text = formatDelta(time - *before);
    }
    return cell;
}

void RowModel::onAnnotated(Id message)
{
    if (!m_isActive)
        return;
    const auto read = Query::parse(m_filter.text().toUtf8());
    const auto *const expression = std::get_if<Query::Expression>(&read);
    if (expression != nullptr && expression->looksAtAnnotations()) {
        reload();
        return;
    }
    const int row = rowOf({.message = message});
    if (row >= 0)
        emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

/// Frames have no list of those that stand aside.
bool RowModel::looksAtRows() const
{
    return m_filter.isNarrowing() || (m_kind == Matcher::Rows::Frames && m_feed.hasAdmin());
}

void RowModel::reload()
{
    m_review.stop();
    beginResetModel();
    m_matcher.stop();
    m_hasMatcher = looksAtRows();
    m_ids.clear();
    forgetAll();
    if (m_isActive && m_feed.isOpen()) {
        if (m_hasMatcher)
            m_matcher.start(m_filter.terms(), markerId());
        else
            readIds(m_ids);
    }
    endResetModel();
}

void RowModel::advance(const Advance &advance)
{
    if (!m_isActive)
        return;
    if (looksAtRows() != m_hasMatcher) {
        reload();
        return;
    }
    if (!m_hasMatcher)
        append(freshIds(advance));
    else if (const Id last = lastId(advance); last != 0)
        m_matcher.goOn(last);
    change(changedIds(advance));
    if (m_hasMatcher && m_kind == Matcher::Rows::Messages && advance.altered > 0)
        lookAgain(advance.changedMessages);
}

/// What a tap did to a message may be known long after it was looked at.
void RowModel::lookAgain(const std::vector<Id> &ids)
{
    const auto read = Query::parse(m_filter.text().toUtf8());
    const auto *const expression = std::get_if<Query::Expression>(&read);
    if (expression != nullptr && expression->looksAtAlterations())
        m_review.ask(std::span(std::ranges::upper_bound(ids, markerId()), ids.end()));
}

void RowModel::append(std::span<const Id> ids)
{
    const int fresh = m_ids.fresh(ids);
    if (fresh == 0)
        return;
    beginInsertRows({}, m_ids.size(), m_ids.size() + fresh - 1);
    m_ids.append(ids);
    endInsertRows();
}

/// What the matcher found may belong before what a review has put in already.
void RowModel::merge(std::span<const Id> ids)
{
    const auto fresh = static_cast<std::size_t>(m_ids.fresh(ids));
    for (const Id id : ids.first(ids.size() - fresh)) {
        const int row = m_ids.lowerBound(id);
        if (m_ids.at(row) == id)
            continue;
        beginInsertRows({}, row, row);
        m_ids.insert(id);
        forgetAll();
        endInsertRows();
    }
    append(ids.last(fresh));
}

/// Of the rows from \a first to \a last those that match are shown, and no others.
void RowModel::settle(Id first, Id last, const std::vector<Id> &matches)
{
    for (int row = m_ids.lowerBound(last + 1) - 1; row >= 0 && m_ids.at(row) >= first; --row) {
        if (std::ranges::binary_search(matches, m_ids.at(row)))
            continue;
        beginRemoveRows({}, row, row);
        m_ids.remove(row, 1);
        forgetAll();
        endRemoveRows();
    }
    merge(matches);
}

void RowModel::change(const std::vector<Id> &ids)
{
    int first = m_ids.size();
    int last = -1;
    for (const Id id : ids) {
        const int row = m_ids.rowOf(id);
        if (row < 0)
            continue;
        forget(row);
        first = std::min(first, row);
        last = std::max(last, row);
    }
    if (last >= 0)
        emit dataChanged(index(first, 0), index(last, columnCount() - 1));
}
