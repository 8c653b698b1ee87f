// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/figurespage.h"

#include "widgets/common/segmentedbutton.h"
#include "widgets/compare/figuremodel.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

#include <algorithm>

namespace {

constexpr int RowHeight = 28;
constexpr int Padding = 16; // between columns, bold words are wider

} // namespace

FiguresPage::FiguresPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(new FigureModel(this))
    , m_figures(new SegmentedButton(theme))
    , m_hint(new QLabel)
    , m_table(new QTableView)
{
    for (const Figure figure : allFigures())
        m_figures->addSegment(figureTitle(figure), figureHint(figure));
    m_figures->setAccessibleName(tr("Figure"));
    m_figures->setFixedHeight(36);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Figures"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setAlternatingRowColors(true);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->verticalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    const auto fit = [this] {
        m_table->resizeColumnsToContents();
        QHeaderView *const header = m_table->horizontalHeader();
        for (int column = 0; column < header->count(); ++column)
            header->resizeSection(column, header->sectionSize(column) + Padding);
    };
    connect(m_model, &QAbstractItemModel::modelReset, this, fit);
    connect(m_model, &QAbstractItemModel::dataChanged, this, fit);
    auto *const copy = new QAction(tr("Copy"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_model->text()); });
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto *const choice = new QHBoxLayout;
    choice->addWidget(m_figures);
    choice->addStretch(1);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins(16, 12, 16, 12);
    lines->setSpacing(8);
    lines->addLayout(choice);
    lines->addWidget(m_hint);
    lines->addWidget(m_table, 1);
    connect(m_figures, &SegmentedButton::currentIndexChanged, this, &FiguresPage::setFigure);
    setFigure(0);
}

void FiguresPage::setReport(const Compare::Report &report, int target)
{
    m_model->setReport(report, target);
}

bool FiguresPage::showPlace(const ReportPlace &place)
{
    const std::vector<Figure> figures = allFigures();
    m_figures->setCurrentIndex(
        static_cast<int>(std::ranges::find(figures, place.figure) - figures.begin()));
    setFigure(m_figures->currentIndex());
    const QModelIndex index = m_model->indexOf(place);
    if (!index.isValid())
        return false;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    m_table->setFocus(Qt::OtherFocusReason);
    return true;
}

void FiguresPage::setFigure(int index)
{
    const Figure figure = allFigures().at(static_cast<std::size_t>(index));
    m_model->setFigure(figure);
    m_hint->setText(tr("%1 The middle of the rounds, with the lowest and the highest in brackets; "
                       "the best of a row is bold, with those that overlap with it.")
                        .arg(figureHint(figure)));
}
