// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/decisionpage.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace {

constexpr int QuestionWidth = 176;

QLabel *makeText(const QString &text)
{
    auto *const label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

DecisionPage::DecisionPage(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QGridLayout)
{
    auto *const page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *const column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->addLayout(m_rows);
    column->addStretch(1);
    m_rows->setHorizontalSpacing(16);
    m_rows->setVerticalSpacing(4);
    m_rows->setColumnMinimumWidth(0, QuestionWidth);
    m_rows->setColumnStretch(1, 1);
    auto *const area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->addWidget(area);
}

void DecisionPage::setDecisions(const std::vector<Decision> &decisions)
{
    if (decisions == m_decisions)
        return;
    m_decisions = decisions;
    while (QLayoutItem *const item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Decision &decision : m_decisions)
        addRow(decision);
}

void DecisionPage::addRow(const Decision &decision)
{
    const QString title = questionTitle(decision.question);
    int row = m_rows->count() == 0 ? 0 : m_rows->rowCount();
    if (row > 0) {
        auto *const line = new QFrame;
        line->setFrameShape(QFrame::HLine);
        line->setForegroundRole(QPalette::Mid);
        m_rows->addWidget(line, row++, 0, 1, 3);
    }
    QLabel *const question = makeText(title);
    QFont bold = question->font();
    bold.setBold(true);
    question->setFont(bold);
    question->setToolTip(questionHint(decision.question));
    QLabel *const verdict = makeText(decision.verdict);
    verdict->setAccessibleName(tr("%1: %2").arg(title, decision.verdict));
    if (decision.isMeasured)
        verdict->setFont(bold);
    else
        verdict->setForegroundRole(QPalette::PlaceholderText);
    m_rows->addWidget(question, row, 0, Qt::AlignTop);
    m_rows->addWidget(verdict, row, 1, Qt::AlignTop);
    if (decision.place) {
        auto *const go = new QPushButton(tr("Show the figures"));
        go->setAccessibleName(tr("Show the figures: %1").arg(title));
        go->setToolTip(questionHint(decision.question));
        connect(go, &QPushButton::clicked, this,
                [this, place = *decision.place] { emit placeRequested(place); });
        m_rows->addWidget(go, row, 2, 2, 1, Qt::AlignTop);
    }
    QLabel *const hint = makeText(questionHint(decision.question));
    QLabel *const figures = makeText(decision.figures.join(QLatin1Char('\n')));
    for (QLabel *const label : {hint, figures})
        label->setForegroundRole(QPalette::PlaceholderText);
    figures->setAccessibleName(tr("%1, measured: %2").arg(title, decision.measure));
    figures->setToolTip(decision.measure);
    figures->setVisible(decision.isMeasured);
    m_rows->addWidget(hint, row + 1, 0, Qt::AlignTop);
    m_rows->addWidget(figures, row + 1, 1, Qt::AlignTop);
}
