// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/hexpage.h"

#include "widgets/common/format.h"
#include "widgets/details/hexview.h"
#include "widgets/details/loadbar.h"
#include "widgets/details/panelheading.h"
#include "widgets/details/partswitch.h"

#include <QVBoxLayout>

HexPage::HexPage(const Theme &theme, QWidget *parent)
    : DetailsPage(parent)
    , m_parts(new PartSwitch)
    , m_view(new HexView(theme))
    , m_selection(makeDimLabel())
    , m_bar(new LoadBar)
    , m_loader(new PayloadLoader(this))
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_parts);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_selection);
    layout->addWidget(m_bar);
    m_selection->setContentsMargins(12, 4, 12, 8);
    connect(m_parts, &PartSwitch::chosen, this, &HexPage::showPayload);
    connect(m_view, &HexView::selectionChanged, this, &HexPage::showSelection);
    connect(m_bar, &LoadBar::loadRequested, this, [this] {
        m_loader->start(m_payload);
        m_bar->showLoading(m_payload->head.size(), m_payload->size);
    });
    connect(m_bar, &LoadBar::cancelRequested, this, [this] {
        m_loader->stop();
        showBytes();
    });
    connect(m_loader, &PayloadLoader::finished, this, &HexPage::showBytes);
}

void HexPage::showSubject(const Subject &subject)
{
    m_payloads = subject.payloads;
    m_parts->setPayloads(m_payloads);
    showPayload(m_parts->current());
}

void HexPage::showPart(std::size_t number)
{
    if (number < m_payloads.size())
        m_parts->setCurrent(number);
}

void HexPage::showPayload(std::size_t number)
{
    m_loader->stop();
    m_payload = number < m_payloads.size() ? m_payloads[number] : nullptr;
    showBytes();
}

void HexPage::showBytes()
{
    if (!m_payload) {
        m_view->clear();
        m_bar->hide();
        return;
    }
    const auto payload = m_payload;
    m_view->setSource(payload->readableSize(), [payload](qint64 offset, qint64 length) {
        return payload->bytesAt(offset, length);
    });
    // What can be read wherever it is asked for needs no loading.
    const bool isThere = payload->readableSize() == payload->size;
    m_bar->showState(payload->head.size(), payload->size, isThere, payload->note);
    showSelection();
}

void HexPage::showSelection()
{
    if (!m_payload) {
        m_selection->clear();
    } else if (m_view->selectionSize() > 0) {
        m_selection->setText(tr("%1 from offset %2 (0x%3)")
                                 .arg(formatExactBytes(m_view->selectionSize()),
                                      formatNumber(m_view->selectionStart()),
                                      QString::number(m_view->selectionStart(), 16)));
    } else {
        m_selection->setText(formatExactBytes(m_view->size()));
    }
}
