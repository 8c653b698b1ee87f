// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/questionsview.h"

#include "widgets/compose/questionsmodel.h"
#include "widgets/compose/rowdelegate.h"
#include "widgets/details/panelheading.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

QuestionsView::QuestionsView(QuestionsModel *model, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_pages(new QStackedWidget)
    , m_list(new QListView)
    , m_answer(new QPushButton(tr("Answer…")))
    , m_remove(new QPushButton(tr("Remove")))
{
    setUpRows(m_list, theme, tr("Questions of the server"));
    m_list->setUniformItemSizes(true);
    m_list->setModel(model);
    m_answer->setToolTip(tr("Write an answer to this question (Enter)"));
    m_remove->setToolTip(tr("Leave this question without an answer, or stop answering by this rule "
                            "(Delete)"));
    auto *const buttons = new QHBoxLayout;
    buttons->setContentsMargins(8, 4, 8, 0);
    buttons->setSpacing(8);
    buttons->addWidget(m_answer);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *const page = new QWidget;
    auto *const pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins({});
    pageLayout->setSpacing(0);
    pageLayout->addWidget(m_list, 1);
    pageLayout->addLayout(buttons);
    QLabel *const empty = makeDimLabel();
    empty->setText(tr("Events by which the server asks for an answer wait here for yours."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setContentsMargins(12, 0, 12, 0);
    m_pages->addWidget(empty);
    m_pages->addWidget(page);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_pages);

    const auto answer = [this](int row) {
        if (row >= 0 && m_model->isQuestion(row))
            emit answerRequested(row);
    };
    connect(m_list, &QListView::activated, this,
            [answer](const QModelIndex &index) { answer(index.row()); });
    connect(m_answer, &QPushButton::clicked, this,
            [this, answer] { answer(m_list->currentIndex().row()); });
    connect(m_remove, &QPushButton::clicked, this, &QuestionsView::remove);
    auto *const key
        = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &QuestionsView::remove);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &QuestionsView::update);
    connect(model, &QAbstractItemModel::rowsInserted, this, &QuestionsView::update);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &QuestionsView::update);
    update();
}

void QuestionsView::remove()
{
    if (m_list->currentIndex().isValid())
        m_model->removeRow(m_list->currentIndex().row());
}

void QuestionsView::update()
{
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 0 : 1);
    if (!m_list->currentIndex().isValid() && m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
    const QModelIndex current = m_list->currentIndex();
    m_answer->setEnabled(current.isValid() && m_model->isQuestion(current.row()));
    m_remove->setEnabled(current.isValid());
}
