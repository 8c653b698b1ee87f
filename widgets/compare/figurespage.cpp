// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/figurespage.h"

#include "widgets/common/segmentedbutton.h"
#include "widgets/compare/figuremodel.h"
#include "widgets/compare/figuretable.h"

#include <QBoxLayout>
#include <QLabel>

#include <algorithm>

FiguresPage::FiguresPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(new FigureModel(this))
    , m_figures(new SegmentedButton(theme))
    , m_hint(new QLabel)
    , m_table(new FigureTable(m_model, QString()))
{
    for (const Figure figure : allFigures())
        m_figures->addSegment(figureTitle(figure), figureHint(figure));
    m_figures->setAccessibleName(tr("Figure"));
    m_figures->setFixedHeight(36);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);

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
    m_table->setAccessibleName(figureTitle(figure));
    m_hint->setText(tr("%1 The middle of the rounds, with the lowest and the highest in brackets; "
                       "the best of a row is bold, with those that overlap with it.")
                        .arg(figureHint(figure)));
}
