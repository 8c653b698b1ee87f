// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/trafficview.h"

#include "widgets/common/chip.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/words.h"
#include "widgets/traffic/cellterms.h"
#include "widgets/traffic/copyactions.h"
#include "widgets/traffic/exchangemodel.h"
#include "widgets/traffic/findbar.h"
#include "widgets/traffic/findsession.h"
#include "widgets/traffic/framemodel.h"
#include "widgets/traffic/goplace.h"
#include "widgets/traffic/gotorow.h"
#include "widgets/traffic/markactions.h"
#include "widgets/traffic/messagemodel.h"
#include "widgets/traffic/newrowspill.h"
#include "widgets/traffic/traffictable.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Capture;

TrafficView::TrafficView(CaptureFeed &feed, Selection &selection, MessageFilter &filter,
                         const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_filter(filter)
    , m_theme(theme)
    , m_levelSwitch(new SegmentedButton(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_pill(new NewRowsPill(theme, this))
    , m_goTo(new GoToRow(theme, this))
    , m_findBar(new FindBar(theme, this))
{
    setObjectName(QStringLiteral("traffic"));
    setAccessibleName(tr("Traffic"));
    m_levelSwitch->addSegment(tr("Messages"), tr("What the apps say"));
    m_levelSwitch->addSegment(tr("Frames"), tr("WebSocket frames as they crossed"));
    m_levelSwitch->addSegment(tr("HTTP"), tr("Requests and responses"));
    m_levelSwitch->setAccessibleName(tr("Level of the list"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeFilterStrip());
    layout->addWidget(m_stack);
    addTable(new MessageModel(feed, filter, this), tr("Messages"));
    addTable(new FrameModel(feed, filter, this), tr("Frames"));
    addTable(new ExchangeModel(feed, filter, this), tr("HTTP exchanges"));
    layout->addWidget(m_findBar);
    m_copies = new CopyActions(feed, selection, m_stack, this);
    m_marks = new MarkActions(
        feed, selection, filter, theme, [this] { return table()->rows(); }, this, this);
    m_find = new FindSession(*m_findBar, feed, filter, this);
    makeActions();

    connect(m_levelSwitch, &SegmentedButton::currentIndexChanged, this, &TrafficView::showLevel);
    connect(m_pill, &QAbstractButton::clicked, this, [this] { setFollowing(true); });
    connect(m_goTo, &GoToRow::asked, this, [this](const QString &place) {
        const QString words = goTo(place);
        if (words.isEmpty())
            m_goTo->dismiss();
        else
            m_goTo->complain(words);
    });
    connect(m_findBar, &FindBar::dismissed, this, [this] { table()->setFocus(); });
    connect(m_find, &FindSession::rowWanted, this, &TrafficView::goToRow);
    connect(m_find, &FindSession::wantedChanged, this, [this] {
        table()->setFind(m_find->wanted());
        emit findChanged(m_find->wanted());
    });
    connect(m_copies, &CopyActions::said, this, &TrafficView::said);
    connect(m_marks, &MarkActions::said, this, &TrafficView::said);
    connect(m_marks, &MarkActions::rowWanted, this, &TrafficView::goToRow);
    connect(m_goTo, &GoToRow::closed, this, [this] { table()->setFocus(); });
    connect(&selection, &Selection::changed, this, &TrafficView::onSelectionChanged);
    connect(&filter, &MessageFilter::changed, this, &TrafficView::onFilterChanged);
    connect(&feed, &CaptureFeed::opened, this, [this] {
        updateFilterStrip();
        emit countChanged();
    });
    connect(&feed, &CaptureFeed::advanced, this, [this](const Advance &advance) {
        // Names and pending answers stand in rows that themselves did not change.
        if (!advance.sessions.empty() || !advance.connections.empty())
            table()->viewport()->update();
    });
    connect(&theme, &Theme::changed, this, [this] { table()->viewport()->update(); });
    showLevel(Messages);
    updateFilterStrip();
}

void TrafficView::setLevel(Level level)
{
    m_levelSwitch->setCurrentIndex(level);
}

TrafficView::Level TrafficView::level() const
{
    return static_cast<Level>(m_stack->currentIndex());
}

// What it shows is a part of it.
// NOLINTNEXTLINE(readability-make-member-function-const)
void TrafficView::setFollowing(bool isFollowing)
{
    table()->setFollowing(isFollowing);
}

bool TrafficView::isFollowing() const
{
    return table()->isFollowing();
}

int TrafficView::rowCount() const
{
    return table()->rows()->rowCount();
}

bool TrafficView::isSearching() const
{
    return table()->rows()->isSearching();
}

TrafficTable *TrafficView::table() const
{
    return static_cast<TrafficTable *>(m_stack->currentWidget()); // the stack holds nothing else
}

void TrafficView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeOverlays();
}

std::pair<Id, Id> TrafficView::selectedMessages() const
{
    const QItemSelection selected = table()->selectionModel()->selection();
    if (level() != Messages || selected.isEmpty())
        return {m_selection.message(), m_selection.message()};
    const auto [first, last]
        = std::minmax({selected.constFirst().top(), selected.constFirst().bottom(),
                       selected.constLast().top(), selected.constLast().bottom()});
    return {table()->rows()->idAt(first), table()->rows()->idAt(last)};
}

QWidget *TrafficView::makeFilterStrip()
{
    m_filterStrip = new QWidget(this);
    auto *layout = new QHBoxLayout(m_filterStrip);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->setSpacing(8);
    m_filterChip = new Chip(m_theme, m_filterStrip);
    auto *all = new QToolButton(m_filterStrip);
    all->setIcon(themedIcon(Icon::Close, m_theme, Tint::Dim));
    all->setAccessibleName(tr("Show all sessions again"));
    all->setToolTip(tr("Show all sessions again"));
    all->setObjectName(QStringLiteral("show-all"));
    connect(all, &QToolButton::clicked, this, [this] { m_filter.setSession(0); });
    layout->addWidget(new QLabel(tr("Only"), m_filterStrip));
    layout->addWidget(m_filterChip);
    layout->addWidget(all);
    layout->addStretch();
    return m_filterStrip;
}

void TrafficView::addTable(RowModel *model, const QString &name)
{
    auto *table = new TrafficTable(model, m_theme, m_stack);
    table->setAccessibleName(name);
    m_stack->addWidget(table);
    connect(table, &TrafficTable::rowChosen, this, &TrafficView::onRowChosen);
    connect(table, &TrafficTable::newRowsChanged, this, [this](int count) {
        m_pill->setCount(count);
        placeOverlays();
    });
    connect(table, &TrafficTable::followingChanged, this, [this](bool isFollowing) {
        m_actions.follow->setChecked(isFollowing);
        emit followingChanged(isFollowing);
    });
    connect(table, &QWidget::customContextMenuRequested, this, &TrafficView::showMenu);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TrafficView::countChanged);
    connect(model, &QAbstractItemModel::modelReset, this, &TrafficView::countChanged);
    connect(model, &RowModel::searchingChanged, this, &TrafficView::countChanged);
}

void TrafficView::placeOverlays()
{
    const int bottom = m_stack->geometry().bottom();
    m_pill->move((width() - m_pill->width()) / 2, bottom - m_pill->height() - 16);
    m_pill->raise();
    m_goTo->move(width() - m_goTo->sizeHint().width() - 24, m_stack->geometry().top() + 36);
}

void TrafficView::showLevel(int level)
{
    const bool isFollowing = table()->isFollowing();
    m_stack->setCurrentIndex(level);
    for (int i = 0; i < m_stack->count(); ++i) {
        auto *table = static_cast<TrafficTable *>(m_stack->widget(i)); // as above
        table->rows()->setActive(i == level);
    }
    table()->setFollowing(isFollowing);
    table()->setFind(m_find->wanted());
    m_find->setRows(table()->rows());
    m_pill->setCount(table()->newRows());
    placeOverlays();
    onSelectionChanged();
    emit countChanged();
}

QAction *TrafficView::makeAction(const QString &name, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_stack->addAction(action);
    return action;
}

void TrafficView::makeActions()
{
    m_actions.nextRow = makeAction(QStringLiteral("next-row"), tr("Next row"), Qt::Key_J);
    connect(m_actions.nextRow, &QAction::triggered, this, [this] { table()->step(1); });
    m_actions.previousRow
        = makeAction(QStringLiteral("previous-row"), tr("Previous row"), Qt::Key_K);
    connect(m_actions.previousRow, &QAction::triggered, this, [this] { table()->step(-1); });
    m_actions.goToRow = makeAction(QStringLiteral("go-to-row"), tr("Go to row or time…"),
                                   QKeySequence(Qt::CTRL | Qt::Key_G));
    connect(m_actions.goToRow, &QAction::triggered, m_goTo, &GoToRow::ask);
    m_actions.findNext = makeAction(QStringLiteral("find-next-row"), tr("Find next"), Qt::Key_F3);
    connect(m_actions.findNext, &QAction::triggered, m_find, &FindSession::next);
    m_actions.findPrevious = makeAction(QStringLiteral("find-previous-row"), tr("Find previous"),
                                        QKeySequence(Qt::SHIFT | Qt::Key_F3));
    connect(m_actions.findPrevious, &QAction::triggered, m_find, &FindSession::previous);
    addActions({m_actions.findNext, m_actions.findPrevious}); // in the find bar too
    auto *giveUp = makeAction(QStringLiteral("stop-finding"), tr("Close find, stop measuring"),
                              Qt::Key_Escape);
    connect(giveUp, &QAction::triggered, this, [this] {
        if (!m_findBar->isHidden())
            m_findBar->dismiss();
        else
            m_marks->stopMeasuring();
    });
    m_actions.jumpToAnswer = makeAction(QStringLiteral("jump-to-answer"),
                                        tr("Jump between ack and question"), Qt::Key_A);
    m_actions.jumpToAnswer->setIcon(themedIcon(Icon::Jump, m_theme));
    connect(m_actions.jumpToAnswer, &QAction::triggered, this, &TrafficView::jumpToAnswer);
    m_actions.exportSelected
        = makeAction(QStringLiteral("export-selected"), tr("E&xport selected messages…"), {});
    m_actions.follow = makeAction(QStringLiteral("follow"), tr("Follow the newest"), Qt::Key_Space);
    m_actions.follow->setIcon(themedIcon(Icon::Follow, m_theme));
    m_actions.follow->setCheckable(true);
    m_actions.follow->setChecked(true);
    connect(m_actions.follow, &QAction::triggered, this, &TrafficView::setFollowing);
    m_actions.onlySession
        = makeAction(QStringLiteral("only-session"), tr("Show only this session"), Qt::Key_O);
    connect(m_actions.onlySession, &QAction::triggered, this,
            [this] { m_filter.setSession(m_selection.session()); });
    m_actions.everything = makeAction(QStringLiteral("all-sessions"), tr("Show all sessions"),
                                      QKeySequence(Qt::SHIFT | Qt::Key_O));
    connect(m_actions.everything, &QAction::triggered, this, [this] { m_filter.setSession(0); });
    m_actions.heartbeats = makeAction(QStringLiteral("heartbeats"), tr("Show heartbeats"),
                                      QKeySequence(Qt::CTRL | Qt::Key_H));
    m_actions.heartbeats->setIcon(themedIcon(Icon::Heartbeat, m_theme));
    m_actions.heartbeats->setCheckable(true);
    connect(m_actions.heartbeats, &QAction::triggered, &m_filter,
            &MessageFilter::setWithHeartbeats);
}

void TrafficView::onRowChosen(int row)
{
    const QScopedValueRollback selecting(m_isSelecting, true);
    const Selection::Item item = table()->rows()->itemAt(row);
    switch (item.level) {
    case Selection::Level::Frame:
        m_selection.selectFrame(item.frame, item.message, item.session, item.connection);
        break;
    case Selection::Level::Exchange:
        m_selection.selectExchange(item.exchange, item.session, item.connection);
        break;
    default:
        m_selection.selectMessage(item.message, item.session, item.connection);
    }
    updateActions();
}

void TrafficView::onSelectionChanged()
{
    if (m_isSelecting)
        return;
    const Selection::Item &item = m_selection.item();
    const bool isRow = item.message != 0 || item.frame != 0 || item.exchange != 0;
    const int row = isRow ? table()->rows()->rowOf(item) : -1;
    if (row >= 0) {
        setFollowing(false);
        table()->showRow(row);
    } else {
        table()->clearSelection();
    }
    updateActions();
}

void TrafficView::onFilterChanged()
{
    m_actions.heartbeats->setChecked(m_filter.withHeartbeats());
    if (!m_filter.text().isEmpty())
        setFollowing(false);
    updateFilterStrip();
    onSelectionChanged();
}

void TrafficView::updateFilterStrip()
{
    QString only;
    QColor color;
    if (const SessionRecord *session = m_feed.session(m_filter.session())) {
        only = sessionTitle(*session);
        color = m_theme.sessionColor(session->id);
    } else if (const SourceRecord *source = m_feed.source(m_filter.source())) {
        only = singleLine(source->name, 80);
    }
    m_filterChip->setText(only, color);
    m_filterStrip->setVisible(!only.isEmpty());
}

void TrafficView::find()
{
    if (m_find->wanted().isEmpty())
        m_find->setCurrent(firstInSight(), hasCurrentRow());
    m_findBar->edit();
}

bool TrafficView::hasCurrentRow() const
{
    return table()->currentIndex().isValid() && table()->selectionModel()->hasSelection();
}

/// The number of the current row, or else of the first one in sight.
Id TrafficView::firstInSight() const
{
    const int row = hasCurrentRow() ? table()->currentIndex().row() : table()->rowAt(0);
    return row >= 0 && row < rowCount() ? table()->rows()->idAt(row) : 0;
}

void TrafficView::goToRow(int row)
{
    setFollowing(false);
    table()->showRow(row);
    onRowChosen(row);
}

/// Returns why it cannot, in words.
QString TrafficView::goTo(const QString &place)
{
    const RowModel &rows = *table()->rows();
    if (rows.rowCount() == 0)
        return tr("No row is shown");
    const std::optional<GoPlace> read = readGoPlace(place);
    if (!read)
        return tr("Write a number like #41, a time like 10:02:11.5, or +5s");
    int row = 0;
    if (const auto *const number = std::get_if<qint64>(&*read)) {
        row = rows.ids().lowerBound(*number);
    } else {
        const int here = std::max(0, rows.ids().rowOf(firstInSight()));
        const Capture::Time near = rows.timeAt(here).value_or(Capture::Time());
        const auto *const moment = std::get_if<Query::Moment>(&*read);
        row = rows.rowFrom(moment != nullptr ? timeOf(*moment, near)
                                             : near + std::get<std::chrono::microseconds>(*read));
    }
    if (row >= rows.rowCount()) {
        const int last = rows.rowCount() - 1;
        const auto time = rows.timeAt(last);
        return tr("Nothing is shown there or later; the last row is #%1%2")
            .arg(formatNumber(rows.idAt(last)),
                 time ? tr(" at %1").arg(formatTime(*time)) : QString());
    }
    goToRow(row);
    return {};
}

void TrafficView::jumpToAnswer()
{
    if (!m_feed.isOpen() || m_selection.message() == 0)
        return;
    const std::optional<MessageRow> row = m_feed.reader()->message(m_selection.message());
    if (!row)
        return;
    const Id other = row->record.ackOf != 0 ? row->record.ackOf : row->answer;
    if (other == 0)
        emit said(tr("#%1 has no answer").arg(formatNumber(row->record.id)));
    else
        m_selection.selectMessage(other, row->record.session, row->record.connection);
}

void TrafficView::showMenu(const QPoint &position)
{
    updateActions();
    QMenu menu(this);
    for (QAction *action : m_copies->actions()) {
        if (action->isEnabled())
            menu.addAction(action);
    }
    menu.addSeparator();
    addFilterActions(menu, table()->indexAt(position));
    menu.addActions({m_marks->bookmark(), m_marks->note(), m_marks->measure()});
    menu.addAction(m_actions.exportSelected);
    menu.addSeparator();
    menu.addAction(m_actions.jumpToAnswer);
    menu.addAction(m_actions.onlySession);
    menu.addAction(m_actions.everything);
    menu.addSeparator();
    menu.addAction(m_actions.heartbeats);
    menu.addAction(m_actions.follow);
    menu.addAction(m_actions.goToRow);
    menu.exec(table()->viewport()->mapToGlobal(position));
}

/// What can be asked for of a cell: the rows like it, or all others.
void TrafficView::addFilterActions(QMenu &menu, const QModelIndex &cell)
{
    const auto *const model = qobject_cast<const MessageModel *>(table()->rows());
    const MessageRow *const row
        = model != nullptr && cell.isValid() ? model->message(cell.row()) : nullptr;
    if (row == nullptr)
        return;
    const QByteArray term = termForCell(*row, static_cast<MessageModel::Column>(cell.column()));
    if (term.isEmpty())
        return;
    const QString words = singleLine(term, 60);
    menu.addAction(tr("&Filter to %1").arg(words), this, [this, term] { m_filter.narrow(term); });
    menu.addAction(tr("&Hide %1").arg(words), this, [this, term] { m_filter.narrow('-' + term); });
    menu.addSeparator();
}

void TrafficView::updateActions()
{
    const Selection::Item &item = m_selection.item();
    std::optional<MessageRow> row;
    if (item.message != 0 && m_feed.isOpen())
        row = m_feed.reader()->message(item.message);
    m_copies->update(row);
    m_marks->update();
    m_find->setCurrent(firstInSight(), hasCurrentRow());
    m_actions.jumpToAnswer->setEnabled(row && (row->record.ackOf != 0 || row->answer != 0));
    m_actions.onlySession->setEnabled(item.session != 0);
    m_actions.exportSelected->setEnabled(item.message != 0);
    m_actions.everything->setEnabled(m_filter.session() != 0 || m_filter.source() != 0);
}
