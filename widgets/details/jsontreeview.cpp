// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/jsontreeview.h"

#include "widgets/common/theme.h"
#include "widgets/details/copyas.h"
#include "widgets/details/jsontreedelegate.h"
#include "widgets/details/jsontreemodel.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>

namespace {

constexpr int RowsOpenedAtOnce = 60;
constexpr int RowsOpenedBelow = 5000;

} // namespace

JsonTreeView::JsonTreeView(const Theme &theme, QWidget *parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_model(new JsonTreeModel(this))
    , m_delegate(new JsonTreeDelegate(theme, this))
{
    setModel(m_model);
    setItemDelegate(m_delegate);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(16);
    setExpandsOnDoubleClick(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleName(tr("Data as a tree"));
    connect(this, &QTreeView::activated, this, &JsonTreeView::onActivated);

    auto *const copy = new QAction(tr("Copy value"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &JsonTreeView::copyValue);
    auto *const path = new QAction(tr("Copy path"), this);
    path->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    path->setShortcutContext(Qt::WidgetShortcut);
    connect(path, &QAction::triggered, this, &JsonTreeView::copyPath);
    auto *const open = new QAction(tr("Expand all below"), this);
    connect(open, &QAction::triggered, this, [this] { openBelow(currentIndex()); });
    auto *const close = new QAction(tr("Collapse all"), this);
    connect(close, &QAction::triggered, this, &QTreeView::collapseAll);
    addActions({copy, path, open, close});
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
}

void JsonTreeView::setFind(const FindText &wanted)
{
    m_delegate->setFind(wanted);
    viewport()->update();
}

void JsonTreeView::openFirstLevels()
{
    QList<QModelIndex> level;
    int rows = m_model->rowCount();
    for (int row = 0; row < rows && row < RowsOpenedAtOnce; ++row)
        level += m_model->index(row, 0);
    while (!level.isEmpty()) {
        QList<QModelIndex> next;
        for (const QModelIndex &index : std::as_const(level)) {
            if (!m_model->hasChildren(index))
                continue;
            if (m_model->canFetchMore(index))
                m_model->fetchMore(index);
            const int count = m_model->rowCount(index);
            if (rows + count > RowsOpenedAtOnce)
                return;
            rows += count;
            expand(index);
            for (int row = 0; row < count; ++row)
                next += m_model->index(row, 0, index);
        }
        level = next;
    }
}

void JsonTreeView::openBelow(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    QList<QModelIndex> waiting {index};
    int opened = 0;
    while (!waiting.isEmpty() && opened < RowsOpenedBelow) {
        const QModelIndex next = waiting.takeLast();
        if (!m_model->hasChildren(next))
            continue;
        expand(next);
        const int count = m_model->rowCount(next);
        opened += count;
        for (int row = count - 1; row >= 0; --row)
            waiting += m_model->index(row, 0, next);
    }
}

void JsonTreeView::onActivated(const QModelIndex &index)
{
    if (index.data(JsonTreeModel::RowKindRole).toInt()
        == static_cast<int>(JsonTreeModel::RowKind::More)) {
        const QPersistentModelIndex parent = index.parent();
        const int row = index.row();
        m_model->loadMore(index);
        setCurrentIndex(m_model->index(row, 0, parent));
    } else if (const auto number = m_model->attachmentOf(index)) {
        emit attachmentActivated(*number);
    }
}

void JsonTreeView::copyValue()
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(CopyAs::text(m_model->spelling(currentIndex())));
}

void JsonTreeView::copyPath()
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(m_model->path(currentIndex()));
}

void JsonTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid())
        return;
    QMenu menu;
    menu.addActions(actions());
    menu.exec(event->globalPos());
}

void JsonTreeView::drawBranches(QPainter *painter, const QRect &rect,
                                const QModelIndex &index) const
{
    if (!m_model->hasChildren(index))
        return;
    constexpr qreal Half = 3.5;
    const QPointF middle(rect.right() - indentation() / 2.0 + 1, rect.center().y() + 0.5);
    QPolygonF triangle;
    if (isExpanded(index)) {
        triangle << middle + QPointF(-Half, -Half / 2) << middle + QPointF(Half, -Half / 2)
                 << middle + QPointF(0, Half * 0.75);
    } else {
        triangle << middle + QPointF(-Half / 2, -Half) << middle + QPointF(-Half / 2, Half)
                 << middle + QPointF(Half * 0.75, 0);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.colors().dim);
    painter->drawPolygon(triangle);
    painter->restore();
}
