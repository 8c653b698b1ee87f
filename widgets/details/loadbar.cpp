// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/loadbar.h"

#include "widgets/common/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

LoadBar::LoadBar(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel)
    , m_load(new QPushButton(tr("Load all")))
    , m_cancel(new QPushButton(tr("Cancel")))
{
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(8);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_load);
    layout->addWidget(m_cancel);
    m_label->setWordWrap(true);
    m_load->setAccessibleDescription(tr("Shows the whole of it, however long"));
    m_cancel->setAccessibleDescription(tr("Stops loading"));
    connect(m_load, &QPushButton::clicked, this, &LoadBar::loadRequested);
    connect(m_cancel, &QPushButton::clicked, this, &LoadBar::cancelRequested);
    hide();
}

void LoadBar::showState(qint64 shown, qint64 size, bool isWhole, const QString &note)
{
    m_cancel->hide();
    m_load->setVisible(!isWhole);
    QString text;
    if (!isWhole) {
        text = size >= 0 ? tr("The first %1 of %2").arg(formatBytes(shown), formatBytes(size))
                         : tr("The first %1").arg(formatBytes(shown));
    }
    if (!note.isEmpty())
        text = text.isEmpty() ? note : QStringLiteral("%1. %2").arg(text, note);
    m_label->setText(text);
    setVisible(!text.isEmpty());
}

void LoadBar::showLoading(qint64 loaded, qint64 size)
{
    m_load->hide();
    m_cancel->show();
    m_label->setText(size > 0 ? tr("Loading: %1 of %2").arg(formatBytes(loaded), formatBytes(size))
                              : tr("Loading…"));
    show();
}
