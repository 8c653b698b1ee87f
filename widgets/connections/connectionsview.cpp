// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connections/connectionsview.h"

#include "protocol/dialects/dialecttable.h"
#include "widgets/common/words.h"
#include "widgets/connections/connectionsdelegate.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QScopedValueRollback>

using Level = ConnectionsModel::Level;

ConnectionsView::ConnectionsView(CaptureFeed &feed, Selection &selection, MessageFilter &filter,
                                 const Theme &theme, QWidget *parent)
    : QTreeView(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_filter(filter)
    , m_theme(theme)
    , m_model(new ConnectionsModel(feed, this))
    , m_showOnly(new QAction(tr("Show only this"), this))
    , m_showAll(new QAction(tr("Show all"), this))
    , m_note(new QAction(tr("Note…"), this))
{
    setObjectName(QStringLiteral("connections"));
    setAccessibleName(tr("Connections"));
    setModel(m_model);
    setItemDelegate(new ConnectionsDelegate(theme, this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(12);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(0);

    m_note->setObjectName(QStringLiteral("session-note"));
    m_note->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B));
    m_note->setShortcutContext(Qt::WidgetShortcut);
    addAction(m_note);

    connect(m_note, &QAction::triggered, this, [this] {
        const Capture::Id session
            = currentIndex().isValid() ? m_model->sessionAt(currentIndex()) : 0;
        if (session == 0)
            return;
        m_selection.selectSession(session); // a message of it may be selected
        emit noteRequested();
    });
    connect(m_showOnly, &QAction::triggered, this, [this] { narrowTo(currentIndex()); });
    connect(m_showAll, &QAction::triggered, this, [this] { m_filter.setSession(0); });
    connect(&selection, &Selection::changed, this, &ConnectionsView::onSelectionChanged);
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { expandToDepth(0); });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &source) {
        // A source is opened with its first session.
        if (source.isValid() && m_model->level(source) == Level::Source
            && m_model->rowCount(source) == 1)
            expand(source);
    });
    expandToDepth(0);
}

void ConnectionsView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_isSelecting || !current.isValid())
        return;
    const QScopedValueRollback selecting(m_isSelecting, true);
    const Capture::Id session = m_model->sessionAt(current);
    if (session == 0)
        return;
    openTravel(m_model->indexOfSession(session));
    m_selection.selectSession(session);
}

void ConnectionsView::drawBranches(QPainter *painter, const QRect &rect,
                                   const QModelIndex &index) const
{
    if (selectionModel()->isSelected(index))
        painter->fillRect(rect, m_theme.colors().selection);
    if (m_model->level(index) != Level::Source || m_model->rowCount(index) == 0)
        return;
    const QPointF middle(rect.right() - 5, rect.center().y() + 0.5);
    QPainterPath arrow;
    if (isExpanded(index)) {
        arrow.moveTo(middle + QPointF(-4, -2));
        arrow.lineTo(middle + QPointF(4, -2));
        arrow.lineTo(middle + QPointF(0, 3));
    } else {
        arrow.moveTo(middle + QPointF(-2, -4));
        arrow.lineTo(middle + QPointF(3, 0));
        arrow.lineTo(middle + QPointF(-2, 4));
    }
    arrow.closeSubpath();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(arrow, m_theme.colors().text);
    painter->restore();
}

void ConnectionsView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        narrowTo(currentIndex());
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void ConnectionsView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = currentIndex();
    m_showOnly->setEnabled(index.isValid());
    m_showAll->setEnabled(m_filter.session() != 0 || m_filter.source() != 0);
    QMenu menu(this);
    menu.addAction(m_showOnly);
    menu.addAction(m_showAll);
    if (index.isValid() && m_model->level(index) == Level::Source)
        addSourceActions(menu, index);
    if (index.isValid() && m_model->level(index) == Level::Session) {
        menu.addAction(m_note);
        addDialectActions(menu, m_model->sessionAt(index));
    }
    menu.exec(event->globalPos());
}

void ConnectionsView::addSourceActions(QMenu &menu, const QModelIndex &index)
{
    using LineState = ConnectionsModel::Line::State;
    using Type = Capture::SourceRecord::Type;
    const quint32 source = m_model->sourceAt(index);
    const Capture::SourceRecord *record = m_feed.source(source);
    const LineState state = m_model->clientState(source);
    if (record == nullptr)
        return;
    const auto add = [&](const QString &text, void (ConnectionsView::*asked)(quint32)) {
        connect(menu.addAction(text), &QAction::triggered, this,
                [this, source, asked] { emit(this->*asked)(source); });
    };
    menu.addSeparator();
    if (record->type == Type::Tap) {
        add(tr("Attach admin…"), &ConnectionsView::attachAdminRequested);
        add(tr("Remove tap"), &ConnectionsView::closeSourceRequested);
    } else if (record->type == Type::Admin && state != LineState::None) {
        if (state == LineState::Closed)
            add(tr("Attach again"), &ConnectionsView::clientOpenRequested);
        else
            add(tr("Detach"), &ConnectionsView::clientCloseRequested);
    } else if (record->type == Type::Client && state != LineState::None) {
        if (state == LineState::Closed)
            add(tr("Connect again"), &ConnectionsView::clientOpenRequested);
        else
            add(tr("Disconnect"), &ConnectionsView::clientCloseRequested);
        if (m_model->speaksSocketIo(source))
            add(tr("Attach admin…"), &ConnectionsView::attachAdminRequested);
    }
}

/// What an open plain WebSocket speaks from now on.
void ConnectionsView::addDialectActions(QMenu &menu, Capture::Id session)
{
    const Capture::SessionRecord *const record = m_feed.session(session);
    if (record == nullptr || record->type != Capture::SessionRecord::Type::WebSocket
        || record->state == Capture::SessionRecord::State::Closed)
        return;
    menu.addSeparator();
    QMenu *const choices = menu.addMenu(tr("Read from now on as"));
    choices->setObjectName(QStringLiteral("dialects"));
    const auto add = [&](const QString &text, std::optional<Dialects::Dialect> dialect) {
        connect(choices->addAction(text), &QAction::triggered, this,
                [this, session, dialect] { emit dialectRequested(session, dialect); });
    };
    add(tr("What it looks like"), std::nullopt);
    add(tr("No protocol on top"), Dialects::Dialect::None);
    choices->addSeparator();
    for (const Dialects::Entry &entry : Dialects::dialectTable())
        add(dialectTitle(entry.dialect), entry.dialect);
}

void ConnectionsView::setClientState(quint32 source, ConnectionsModel::Line::State state,
                                     const QString &words, const QString &reason)
{
    m_model->setClientState(source, state, words, reason);
}

void ConnectionsView::mouseDoubleClickEvent(QMouseEvent *event)
{
    narrowTo(indexAt(event->pos()));
    event->accept();
}

void ConnectionsView::onSelectionChanged()
{
    if (m_isSelecting)
        return;
    const QScopedValueRollback selecting(m_isSelecting, true);
    const QModelIndex index = m_model->indexOfSession(m_selection.session());
    if (!index.isValid()) {
        clearSelection();
        return;
    }
    // Not scrolled to: the eye is on another view.
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    setAutoScroll(true);
    openTravel(index);
}

void ConnectionsView::narrowTo(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Capture::Id session = m_model->sessionAt(index);
    const quint32 source = m_model->sourceAt(index);
    if (session != 0)
        m_filter.setSession(m_filter.session() == session ? 0 : session);
    else
        m_filter.setSource(m_filter.source() == source ? 0 : source);
}

void ConnectionsView::openTravel(const QModelIndex &session)
{
    if (m_open == session)
        return;
    if (m_open.isValid())
        collapse(m_open);
    m_open = session;
    expand(session);
}
