// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/sidelists.h"

#include "widgets/common/segmentedbutton.h"

#include <QStackedWidget>
#include <QVBoxLayout>

SideLists::SideLists(QWidget *sent, QWidget *asked, QWidget *saved, QWidget *history,
                     const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_switch(new SegmentedButton(theme))
    , m_pages(new QStackedWidget)
{
    m_switch->addSegment(tr("Sent"), tr("What was sent from here, and what became of it"));
    m_switch->addSegment(tr("Asked"), tr("Questions of the server that wait for an answer"));
    m_switch->addSegment(tr("Saved"), tr("Messages with a name"));
    m_switch->addSegment(tr("History"), tr("What was sent before"));
    m_switch->setAccessibleName(tr("List"));
    for (QWidget *const page : {sent, asked, saved, history})
        m_pages->addWidget(page);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_switch);
    layout->addWidget(m_pages, 1);
    connect(m_switch, &SegmentedButton::currentIndexChanged, m_pages,
            &QStackedWidget::setCurrentIndex);
}

void SideLists::show(List list)
{
    m_switch->setCurrentIndex(static_cast<int>(list));
}

void SideLists::setAskedCount(int count)
{
    m_switch->setSegmentText(static_cast<int>(List::Asked),
                             count > 0 ? tr("Asked %1").arg(count) : tr("Asked"));
}
