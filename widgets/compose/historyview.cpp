// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/historyview.h"

#include "widgets/common/theme.h"
#include "widgets/compose/composehistory.h"
#include "widgets/compose/draftwords.h"
#include "widgets/compose/rowdelegate.h"
#include "widgets/details/panelheading.h"

#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace {

QString timeWords(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    return local.date() == QDate::currentDate()
        ? QLocale().toString(local.time(), QLocale::ShortFormat)
        : QLocale().toString(local.date(), QLocale::ShortFormat);
}

} // namespace

HistoryView::HistoryView(const ComposeHistory &history, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_model(new QStandardItemModel(this))
    , m_list(new QListView)
    , m_message(makeDimLabel())
{
    setUpRows(m_list, theme, tr("History"));
    m_list->setUniformItemSizes(true);
    m_list->setModel(m_model);
    m_list->setToolTip(tr("Press Enter or double-click to put one into the editors"));
    m_message->setContentsMargins(8, 4, 8, 0);
    m_message->hide();
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_message);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        // A copy: what is done with it may change the history.
        const ComposeDraft draft = m_history.entries().at(index.row()).draft;
        emit draftChosen(draft);
    });
    reload();
}

void HistoryView::reload()
{
    m_model->clear();
    for (const ComposeHistory::Entry &entry : m_history.entries()) {
        const DraftWords words = draftWords(entry.draft);
        const QString time = timeWords(entry.time);
        auto *const item
            = new QStandardItem(QStringLiteral("%1 %2, %3").arg(words.title, words.detail, time));
        item->setData(words.title, RowDelegate::TitleRole);
        item->setData(words.detail, RowDelegate::DetailRole);
        item->setData(time, RowDelegate::NoteRole);
        item->setData(static_cast<int>(Tint::Dim), RowDelegate::NoteTintRole);
        m_model->appendRow(item);
    }
}

void HistoryView::showMessage(const QString &text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}
