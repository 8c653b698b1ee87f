// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/partswitch.h"

#include "widgets/common/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

PartSwitch::PartSwitch(QWidget *parent)
    : QWidget(parent)
    , m_box(new QComboBox)
{
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 4);
    layout->addWidget(m_box);
    layout->addStretch(1);
    m_box->setAccessibleName(tr("Which part is shown"));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_box, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index >= 0)
            emit chosen(static_cast<std::size_t>(index));
    });
    hide();
}

void PartSwitch::setPayloads(const std::vector<std::shared_ptr<Payload>> &payloads)
{
    const QSignalBlocker blocker(m_box);
    m_box->clear();
    int first = -1;
    for (const auto &payload : payloads) {
        m_box->addItem(payload->size < 0
                           ? payload->name
                           : tr("%1 · %2").arg(payload->name, formatBytes(payload->size)));
        if (first < 0 && payload->size != 0)
            first = m_box->count() - 1;
    }
    m_box->setCurrentIndex(qMax(0, first));
    setVisible(payloads.size() > 1);
}

std::size_t PartSwitch::current() const
{
    return static_cast<std::size_t>(qMax(0, m_box->currentIndex()));
}

void PartSwitch::setCurrent(std::size_t number)
{
    m_box->setCurrentIndex(static_cast<int>(number));
}
