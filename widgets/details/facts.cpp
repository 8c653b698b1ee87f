// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/facts.h"

#include "widgets/details/panelheading.h"

#include <QGridLayout>

Facts::Facts(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(12, 4, 12, 12);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
}

void Facts::setFacts(const List &facts)
{
    m_facts = facts;
    m_facts.removeIf([](const auto &fact) { return fact.second.isEmpty(); });
    while (QLayoutItem *const item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto &[name, text] : std::as_const(m_facts)) {
        QLabel *const nameLabel = makeDimLabel();
        nameLabel->setText(name);
        nameLabel->setWordWrap(false);
        auto *const valueLabel = new QLabel;
        valueLabel->setTextFormat(Qt::PlainText);
        valueLabel->setText(text);
        valueLabel->setWordWrap(true);
        valueLabel->setTextInteractionFlags(Qt::TextSelectableByMouse
                                            | Qt::TextSelectableByKeyboard);
        valueLabel->setAccessibleName(QStringLiteral("%1: %2").arg(name, text));
        m_grid->addWidget(nameLabel, row, 0, Qt::AlignTop);
        m_grid->addWidget(valueLabel, row, 1, Qt::AlignTop);
        ++row;
    }
    setVisible(row > 0);
}

QString Facts::value(const QString &name) const
{
    for (const auto &[factName, text] : m_facts) {
        if (factName == name)
            return text;
    }
    return {};
}
