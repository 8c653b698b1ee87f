// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/problems/problemsview.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/selection.h"
#include "widgets/common/theme.h"
#include "widgets/problems/problemmodel.h"
#include "widgets/problems/problemwords.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace {

constexpr int RowHeight = 26;

} // namespace

ProblemsView::ProblemsView(CaptureFeed &feed, Selection &selection, const Theme &theme,
                           QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_model(new ProblemModel(feed, theme, this))
    , m_stack(new QStackedWidget)
    , m_table(new QTableView)
    , m_meaning(new QLabel)
{
    auto *const empty = new QLabel(tr("Nothing wrong was seen.\nWhat breaks a protocol, is cut off "
                                      "or was refused is listed here, in words."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_table);

    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Problems"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    QHeaderView *const header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    header->resizeSection(ProblemModel::When, 104);
    header->resizeSection(ProblemModel::Where, 168);
    header->resizeSection(ProblemModel::What, 232);

    m_meaning->setWordWrap(true);
    m_meaning->setTextFormat(Qt::PlainText);
    m_meaning->setContentsMargins(12, 8, 12, 8);
    m_meaning->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_meaning->setAccessibleName(tr("What the problem means"));

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_meaning);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);

    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ProblemsView::showCount);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ProblemsView::showCount);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ProblemsView::select);
    // A click on the row that is current already selects again.
    connect(m_table, &QTableView::clicked, this, &ProblemsView::select);
    showCount();
}

int ProblemsView::count() const
{
    return m_model->rowCount();
}

void ProblemsView::showCount()
{
    m_stack->setCurrentIndex(count() > 0 ? 1 : 0);
    if (count() >= CaptureFeed::MaxProblems) {
        m_meaning->setText(tr("The first %1 of %2 are listed.")
                               .arg(formatNumber(count()), formatNumber(m_feed.totals().problems)));
    } else if (count() == 0) {
        m_meaning->clear();
    }
    m_meaning->setVisible(!m_meaning->text().isEmpty());
    emit countChanged(count());
}

void ProblemsView::select(const QModelIndex &index)
{
    const Capture::ProblemRecord *const record = m_model->problemAt(index.row());
    if (!record)
        return;
    const ProblemWords words = problemWords(record->problem);
    const QString code = QString::fromLatin1(problemCode(record->problem));
    m_meaning->setText(QStringLiteral("%1 (%2)\n%3").arg(words.title, code, words.meaning));
    m_meaning->show();
    if (record->message != 0)
        m_selection.selectMessage(record->message, record->session, record->connection);
    else if (record->frame != 0)
        m_selection.selectFrame(record->frame, 0, record->session, record->connection);
    else if (record->exchange != 0)
        m_selection.selectExchange(record->exchange, record->session, record->connection);
    else if (record->connection != 0)
        m_selection.selectConnection(record->connection, record->session);
    else if (record->session != 0)
        m_selection.selectSession(record->session);
}
