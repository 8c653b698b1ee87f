// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/traffictable.h"

#include "widgets/traffic/rowmodel.h"
#include "widgets/traffic/trafficdelegate.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace {

constexpr int LeastStretch = 168; // before other columns give way
constexpr int LeastOfAll = 80;
constexpr int PlentyStretch = 40; // beyond that, other columns grow
constexpr int HeaderHeight = 28;

} // namespace

TrafficTable::TrafficTable(RowModel *model, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_rows(model)
    , m_delegate(new TrafficDelegate(theme, this))
{
    setModel(model);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ContiguousSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);

    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(TrafficDelegate::RowHeight);
    verticalHeader()->setDefaultSectionSize(TrafficDelegate::RowHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setFixedHeight(HeaderHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(20);

    m_widths.resize(model->columns().size());
    m_wideWidths.resize(model->columns().size());
    measureColumns(0, model->columnCount() - 1);
    connect(model, &QAbstractItemModel::headerDataChanged, this,
            [this](Qt::Orientation /*orientation*/, int first, int last) {
                measureColumns(first, last);
                fitColumns();
            });
    connect(horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int section, int /*before*/, int width) {
                const auto column = static_cast<std::size_t>(section);
                if (m_isFitting || width == 0 || m_rows->columns()[column].stretches)
                    return;
                m_widths[column] = m_wideWidths[column] = width;
                fitColumns();
            });
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex & /*parent*/, int first, int last) { keepUp(first, last); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        const int last = m_rows->rowCount() - 1;
        keepUp(last + 1, last);
        setNewRows(0);
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TrafficTable::onScrolled);
}

void TrafficTable::setFind(const FindText &wanted)
{
    m_delegate->setFind(wanted);
    viewport()->update();
}

void TrafficTable::setFollowing(bool isFollowing)
{
    if (isFollowing) {
        setNewRows(0);
        const QScopedValueRollback moving(m_isMoving, true);
        scrollToBottom();
    }
    if (m_isFollowing == isFollowing)
        return;
    m_isFollowing = isFollowing;
    emit followingChanged(isFollowing);
}

void TrafficTable::showRow(int row)
{
    const QScopedValueRollback moving(m_isMoving, true);
    const QModelIndex index = m_rows->index(row, 0);
    // With what stands around it, unless it is in sight.
    const bool isInSight = viewport()->rect().contains(visualRect(index).center());
    selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index, isInSight ? EnsureVisible : PositionAtCenter);
}

void TrafficTable::step(int rows)
{
    const int count = m_rows->rowCount();
    if (count == 0)
        return;
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    const int row = qBound(0, current + rows, count - 1);
    selectionModel()->setCurrentIndex(
        m_rows->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void TrafficTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
    if (m_isFollowing)
        setFollowing(true);
}

void TrafficTable::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    fitColumns();
    if (m_isFollowing)
        setFollowing(true);
}

void TrafficTable::focusInEvent(QFocusEvent *event)
{
    // QAbstractItemView would make the first row the current one: nobody chose it.
    QAbstractScrollArea::focusInEvent(event); // NOLINT(bugprone-parent-virtual-call)
    viewport()->update();
}

void TrafficTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    {
        // Bringing the row into sight is no scrolling of the user's.
        const QScopedValueRollback moving(m_isMoving, true);
        QTableView::currentChanged(current, previous);
    }
    if (m_isMoving || !current.isValid())
        return;
    setFollowing(false);
    emit rowChosen(current.row());
}

void TrafficTable::measureColumns(int first, int last)
{
    for (int i = first; i <= last; ++i) {
        const auto column = static_cast<std::size_t>(i);
        const ColumnInfo &info = m_rows->columns()[column];
        m_widths[column] = m_delegate->columnWidth(info);
        m_wideWidths[column] = qMax(m_widths[column], m_delegate->textWidth(info, info.wideSample));
    }
}

void TrafficTable::fitColumns()
{
    const QScopedValueRollback fitting(m_isFitting, true);
    const std::vector<ColumnInfo> &columns = m_rows->columns();
    int needed = LeastStretch;
    int highest = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        needed += columns[i].stretches ? 0 : m_widths[i];
        highest = qMax(highest, columns[i].givesWay);
    }
    const int room = viewport()->width();
    std::vector<bool> isHidden(columns.size());
    for (int turn = highest; turn > 0 && needed > room; --turn) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].givesWay == turn) {
                isHidden[i] = true;
                needed -= m_widths[i];
            }
        }
    }
    int plenty = room - needed - PlentyStretch;
    std::vector<int> widths = m_widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int more = qMin(m_wideWidths[i] - m_widths[i], plenty / 2);
        if (plenty <= 0 || more <= 0 || isHidden[i])
            continue;
        widths[i] += more;
        plenty -= more;
        needed += more;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int section = static_cast<int>(i);
        setColumnHidden(section, isHidden[i]);
        if (!isHidden[i]) {
            const int stretched = qMax(LeastOfAll, LeastStretch + room - needed);
            setColumnWidth(section, columns[i].stretches ? stretched : widths[i]);
        }
    }
}

void TrafficTable::keepUp(int first, int last)
{
    // The numbers' column grows with the numbers.
    if (last >= 0) {
        const int width
            = m_delegate->textWidth(m_rows->columns().front(), m_rows->cell(last, 0).text);
        if (width > m_widths.front()) {
            m_widths.front() = m_wideWidths.front() = width;
            fitColumns();
        }
    }
    if (m_isFollowing) {
        const QScopedValueRollback moving(m_isMoving, true);
        scrollToBottom();
    } else if (!m_rows->isSearching()) {
        setNewRows(m_newRows + last - first + 1);
    }
}

void TrafficTable::onScrolled(int value)
{
    if (m_isMoving || !isVisible())
        return;
    const bool isAtEnd = value == verticalScrollBar()->maximum();
    if (isAtEnd && !m_isFollowing && verticalScrollBar()->maximum() > 0)
        setFollowing(true);
    else if (!isAtEnd && m_isFollowing)
        setFollowing(false);
}

void TrafficTable::setNewRows(int count)
{
    if (m_newRows == count)
        return;
    m_newRows = count;
    emit newRowsChanged(count);
}
