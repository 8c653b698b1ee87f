// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/figuretable.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>

namespace {

constexpr int RowHeight = 28;
constexpr int Padding = 12; // between columns

} // namespace

FigureTable::FigureTable(QAbstractItemModel *model, const QString &name, QWidget *parent)
    : QTableView(parent)
{
    setModel(model);
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setAlternatingRowColors(true);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(RowHeight);
    verticalHeader()->setHighlightSections(false);
    horizontalHeader()->setHighlightSections(false);
    connect(model, &QAbstractItemModel::modelReset, this, &FigureTable::fitColumns);
    connect(model, &QAbstractItemModel::dataChanged, this, &FigureTable::fitColumns);
    auto *const copy = new QAction(tr("Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void FigureTable::fitColumns()
{
    resizeColumnsToContents();
    for (int column = 0; column < model()->columnCount(); ++column)
        setColumnWidth(column, columnWidth(column) + Padding);
}

void FigureTable::fitHeight()
{
    setFixedHeight(horizontalHeader()->sizeHint().height() + model()->rowCount() * RowHeight
                   + horizontalScrollBar()->sizeHint().height());
}

QString FigureTable::text() const
{
    const bool hasRowTitles = !verticalHeader()->isHidden();
    const auto line = [&](const QString &title, const auto &textOf) {
        QStringList cells;
        if (hasRowTitles)
            cells += title;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells += QString(textOf(column)).replace(QLatin1Char('\n'), QLatin1Char(' '));
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line(accessibleName(), [this](int column) {
        return model()->headerData(column, Qt::Horizontal).toString();
    });
    for (int row = 0; row < model()->rowCount(); ++row) {
        text += line(model()->headerData(row, Qt::Vertical).toString(), [this, row](int column) {
            return model()->index(row, column).data().toString();
        });
    }
    return text;
}
