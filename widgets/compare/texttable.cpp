// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/texttable.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

#include <utility>

namespace {

constexpr int RowHeight = 28;
constexpr int Padding = 8; // between columns

} // namespace

TextTable::TextTable(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void TextTable::setContent(const Content &content)
{
    if (content == m_content)
        return;
    const bool isSameShape
        = content.titles == m_content.titles && content.rows.size() == m_content.rows.size();
    if (!isSameShape) {
        beginResetModel();
        m_content = content;
        endResetModel();
        return;
    }
    m_content = content; // the selection stays
    if (!m_content.rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QString TextTable::text() const
{
    QString text = m_content.titles.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const QStringList &row : m_content.rows)
        text += row.join(QLatin1Char('\t')) + QLatin1Char('\n');
    return text;
}

int TextTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_content.rows.size());
}

int TextTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_content.titles.size());
}

QVariant TextTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return m_content.rows.at(index.row()).at(index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_content.titles.at(section);
    case Qt::ToolTipRole:
        return m_content.hints.value(section, m_content.titles.at(section));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (section == 0 ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QTableView *TextTable::makeView(TextTable *table, const QString &name)
{
    auto *const view = new QTableView;
    view->setModel(table);
    view->setAccessibleName(name);
    view->setFrameShape(QFrame::NoFrame);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->setAlternatingRowColors(true);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(RowHeight);
    view->horizontalHeader()->setHighlightSections(false);
    const auto fit = [view] {
        view->resizeColumnsToContents();
        QHeaderView *const header = view->horizontalHeader();
        for (int column = 0; column < header->count(); ++column)
            header->resizeSection(column, header->sectionSize(column) + Padding);
    };
    connect(table, &QAbstractItemModel::modelReset, view, fit);
    connect(table, &QAbstractItemModel::dataChanged, view, fit);
    auto *const copy = new QAction(tr("Copy"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, table,
            [table] { QGuiApplication::clipboard()->setText(table->text()); });
    view->addAction(copy);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    return view;
}

void TextTable::fitHeight(QTableView &view)
{
    const int header = view.horizontalHeader()->sizeHint().height();
    const int bar = view.horizontalScrollBar()->sizeHint().height();
    view.setFixedHeight(header + view.model()->rowCount() * RowHeight + bar);
}
