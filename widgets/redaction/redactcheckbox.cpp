// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/redactcheckbox.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QWhatsThis>

RedactCheckBox::RedactCheckBox(QWidget *parent)
    : QWidget(parent)
    , m_box(new QCheckBox(tr("Redact &secrets")))
{
    const QString words
        = tr("Cookies, credentials, tokens in addresses and in what clients connect with, session "
             "and recovery ids, passwords and keys by their names, and JSON Web Tokens get "
             "stand-ins of the same length, the same secret the same one.");
    m_box->setChecked(true);
    m_box->setToolTip(words);
    auto *const what = new QLabel(QStringLiteral("<a href=\"#\">%1</a>").arg(tr("What?")));
    what->setAccessibleName(tr("What are secrets?"));
    what->setFocusPolicy(Qt::StrongFocus);
    what->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(what, &QLabel::linkActivated, this, [what, words] {
        QWhatsThis::showText(what->mapToGlobal(QPoint(0, what->height())), words, what);
    });
    connect(m_box, &QCheckBox::toggled, this, &RedactCheckBox::toggled);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_box);
    layout->addWidget(what);
    layout->addStretch(1);
    setFocusProxy(m_box);
}

bool RedactCheckBox::isChecked() const
{
    return m_box->isChecked();
}

void RedactCheckBox::setChecked(bool isChecked)
{
    m_box->setChecked(isChecked);
}
