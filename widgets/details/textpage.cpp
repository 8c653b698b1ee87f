// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/textpage.h"

#include "widgets/common/format.h"
#include "widgets/details/loadbar.h"
#include "widgets/details/partswitch.h"
#include "widgets/details/textview.h"
#include "widgets/details/utf8.h"

#include <QVBoxLayout>

TextPage::TextPage(const Theme &theme, QWidget *parent)
    : DetailsPage(parent)
    , m_parts(new PartSwitch)
    , m_view(new TextView(theme))
    , m_bar(new LoadBar)
    , m_loader(new PayloadLoader(this))
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_parts);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_bar);
    m_view->setAccessibleName(tr("Text as it crossed"));
    connect(m_parts, &PartSwitch::chosen, this, &TextPage::showPayload);
    connect(m_bar, &LoadBar::loadRequested, this, [this] {
        m_loader->start(m_payload);
        m_bar->showLoading(m_payload->head.size(), m_payload->size);
    });
    connect(m_bar, &LoadBar::cancelRequested, this, [this] {
        m_loader->stop();
        showText();
    });
    connect(m_loader, &PayloadLoader::progressed, this,
            [this](qint64 loaded) { m_bar->showLoading(loaded, m_payload->size); });
    connect(m_loader, &PayloadLoader::finished, this, &TextPage::showText);
}

void TextPage::showSubject(const Subject &subject)
{
    m_payloads = subject.payloads;
    m_mask = subject.mask;
    m_parts->setPayloads(m_payloads);
    showPayload(m_parts->current());
}

void TextPage::showPayload(std::size_t number)
{
    m_loader->stop();
    m_payload = number < m_payloads.size() ? m_payloads[number] : nullptr;
    showText();
}

void TextPage::showText()
{
    if (!m_payload) {
        m_view->setContent({});
        m_bar->hide();
        return;
    }
    const QByteArrayView bytes = m_payload->isWhole ? QByteArrayView(m_payload->head)
                                                    : Utf8::wholeSequences(m_payload->head);
    qint64 badBytes = 0;
    m_view->setContent(m_mask.apply(Utf8::toText(bytes, &badBytes)));
    QString note = m_payload->note;
    if (badBytes > 0) {
        note += (note.isEmpty() ? QString() : QStringLiteral(" "))
            + tr("Bytes that are no UTF-8: %1, shown as \\xNN").arg(formatNumber(badBytes));
    }
    m_bar->showState(m_payload->head.size(), m_payload->size, m_payload->isWhole, note);
}
