// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/sentview.h"

#include "widgets/compose/rowdelegate.h"
#include "widgets/compose/sentmodel.h"
#include "widgets/details/panelheading.h"
#include "widgets/details/textview.h"
#include "widgets/details/utf8.h"

#include <QListView>
#include <QVBoxLayout>

namespace {

constexpr int ReplyHeight = 48;
constexpr qsizetype MaxReply = qsizetype(1) << 20; // that is shown

} // namespace

SentView::SentView(SentModel *model, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_list(new QListView)
    , m_line(makeLine())
    , m_reply(new TextView(theme))
{
    setUpRows(m_list, theme, tr("Sent messages"));
    m_list->setUniformItemSizes(true);
    m_list->setModel(model);
    m_list->setToolTip(tr("Press Enter or double-click to edit and send one again"));
    m_reply->setAccessibleName(tr("Answer"));
    m_reply->setFrameShape(QFrame::NoFrame);
    m_reply->setFixedHeight(ReplyHeight);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_line);
    layout->addWidget(m_reply);

    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        emit draftChosen(m_model->row(index.row()).draft);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SentView::showReply);
    connect(model, &SentModel::dataChanged, this, [this](const QModelIndex &index) {
        if (index.row() == m_list->currentIndex().row())
            showReply();
    });
    // The newest one is looked at, until another is chosen and while that has the focus.
    connect(model, &SentModel::rowsInserted, this, [this] {
        if (!m_list->hasFocus())
            m_list->setCurrentIndex(m_model->index(0));
    });
    showReply();
}

QString SentView::replyText() const
{
    return m_reply->isHidden() ? QString() : m_reply->content();
}

void SentView::showReply()
{
    const QModelIndex index = m_list->currentIndex();
    const QByteArray reply = index.isValid() ? m_model->replyText(index.row()) : QByteArray();
    m_line->setVisible(!reply.isEmpty());
    m_reply->setVisible(!reply.isEmpty());
    if (reply.isEmpty())
        return;
    m_reply->setContent(Utf8::toText(QByteArrayView(reply).first(qMin(reply.size(), MaxReply))));
}
