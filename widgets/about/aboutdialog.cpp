// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/about/aboutdialog.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/details/facts.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

AboutDialog::AboutDialog(const CaptureFeed &feed, const QString &path, QWidget *parent)
    : QDialog(parent)
    , m_feed(feed)
    , m_path(path)
    , m_title(new QLineEdit(QString::fromUtf8(feed.about().title)))
    , m_description(new QPlainTextEdit(QString::fromUtf8(feed.about().description)))
    , m_facts(new Facts)
{
    setWindowTitle(tr("About this capture"));
    m_title->setObjectName(QStringLiteral("captureTitle"));
    m_title->setPlaceholderText(tr("One line: what went wrong, where"));
    m_title->setMaxLength(200);
    m_description->setObjectName(QStringLiteral("captureDescription"));
    m_description->setPlaceholderText(
        tr("What whoever opens it should know: versions, steps, what was expected"));
    m_description->setTabChangesFocus(true);
    m_description->setMinimumHeight(QFontMetrics(m_description->font()).lineSpacing() * 6);

    auto *const form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("&Description"), m_description);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Save)->setText(tr("Keep"));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addLayout(form, 1);
    layout->addWidget(m_facts);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &AboutDialog::keep);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&feed, &CaptureFeed::advanced, this, &AboutDialog::showFacts);
    showFacts();
    constexpr int Width = 560;
    resize(Width, layout->totalHeightForWidth(Width)); // a long path takes lines
    m_title->setFocus();
}

void AboutDialog::showFacts()
{
    const auto &sessions = m_feed.sessions();
    const auto first = std::ranges::min_element(sessions, {}, &Capture::SessionRecord::opened);
    const Capture::Totals &totals = m_feed.totals();
    const QFileInfo file(m_path);
    m_facts->setFacts({
        {tr("File"), QDir::toNativeSeparators(file.absoluteFilePath())},
        {tr("Size"), formatBytes(m_feed.fileBytes() > 0 ? m_feed.fileBytes() : file.size())},
        {tr("First session"), first != sessions.end() ? formatFullTime(first->opened) : QString()},
        {tr("Sessions"), formatNumber(totals.sessions)},
        {tr("Messages"), formatNumber(totals.messages)},
        {tr("Problems"), formatNumber(totals.problems)},
        {tr("Notes"),
         formatNumber(std::ssize(m_feed.annotations()) + std::ssize(m_feed.sessionNotes()))},
    });
}

void AboutDialog::keep()
{
    const Capture::About about {.title = m_title->text().simplified().toUtf8(),
                                .description = m_description->toPlainText().trimmed().toUtf8()};
    accept();
    if (about != m_feed.about())
        emit written(about);
}
