// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/replacementsdialog.h"

#include "widgets/redaction/secretspanel.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

ReplacementsDialog::ReplacementsDialog(const QString &path, const Replacements &before,
                                       const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_secrets(new SecretsPanel(path, before, theme))
{
    setWindowTitle(tr("What is replaced"));
    auto *const close = new QPushButton(tr("Cancel"));
    auto *const done = new QPushButton(tr("OK"));
    close->setAutoDefault(false);
    done->setDefault(true);
    done->setEnabled(m_secrets->isReady());
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_secrets->progress(), 1);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(done);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_secrets, 1);
    layout->addLayout(buttons);
    resize(860, 600);
    connect(m_secrets, &SecretsPanel::changed, done,
            [this, done] { done->setEnabled(m_secrets->isReady()); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
}

Replacements ReplacementsDialog::replacements() const
{
    return m_secrets->replacements();
}

FoundModel &ReplacementsDialog::found()
{
    return m_secrets->found();
}

RuleList &ReplacementsDialog::rules()
{
    return m_secrets->rules();
}

QString ReplacementsDialog::status() const
{
    return m_secrets->status();
}
