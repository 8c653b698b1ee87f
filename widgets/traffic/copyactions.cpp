// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/copyactions.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/selection.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QWidget>

using namespace Capture;

CopyActions::CopyActions(const CaptureFeed &feed, const Selection &selection, QWidget *area,
                         QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_area(area)
{
    using CopyAs::Format;
    // In the order of CopyAs::Format.
    add(Format::Text, QStringLiteral("copy-text"), tr("Copy as text"), QKeySequence::Copy);
    add(Format::Json, QStringLiteral("copy-json"), tr("Copy as JSON"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    add(Format::Hex, QStringLiteral("copy-hex"), tr("Copy as hex"));
    add(Format::Base64, QStringLiteral("copy-base64"), tr("Copy as base64"));
    add(Format::Code, QStringLiteral("copy-code"), tr("Copy as JavaScript that says it again"));
    add(Format::Curl, QStringLiteral("copy-curl"), tr("Copy as curl command"));
    update(std::nullopt);
}

void CopyActions::add(CopyAs::Format format, const QString &name, const QString &text,
                      const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, format] { copy(format); });
    m_area->addAction(action);
    m_actions << action;
}

void CopyActions::update(const std::optional<MessageRow> &row)
{
    using CopyAs::Format;
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        const auto format = static_cast<Format>(i);
        const bool isPossible = row ? CopyAs::canCopy(row->record, format)
                                    : m_selection.exchange() != 0 && format != Format::Code;
        m_actions.at(i)->setEnabled(isPossible);
    }
}

void CopyActions::copy(CopyAs::Format format)
{
    if (!m_feed.isOpen())
        return;
    StoreReader &reader = *m_feed.reader();
    const CopyAs::Target target = targetOf(m_selection.session());
    QString text;
    if (m_selection.message() != 0) {
        const std::optional<MessageRow> row = reader.message(m_selection.message());
        if (row && row->record.content.size > CopyAs::MaxBytes) {
            emit said(tr("Not copied: more than %1").arg(formatBytes(CopyAs::MaxBytes)));
            return;
        }
        if (row && CopyAs::canCopy(row->record, format))
            text = CopyAs::message(reader, *row, format, target);
    } else if (m_selection.exchange() != 0) {
        if (const std::optional<ExchangeRecord> found = reader.exchange(m_selection.exchange()))
            text = CopyAs::exchange(reader, *found, format, target);
    }
    if (text.isEmpty()) {
        emit said(tr("Nothing to copy in this form"));
        return;
    }
    QGuiApplication::clipboard()->setText(text);
    emit said(tr("Copied %1").arg(formatBytes(text.size())));
}

CopyAs::Target CopyActions::targetOf(Id session) const
{
    CopyAs::Target target;
    const SessionRecord *record = m_feed.session(session);
    const ConnectionRecord *connection = m_feed.connection(m_selection.connection());
    const quint32 id = record != nullptr ? record->source
        : connection != nullptr          ? connection->source
                                         : 0;
    if (const SourceRecord *source = m_feed.source(id))
        target.url = QString::fromUtf8(source->target);
    while (target.url.endsWith(QLatin1Char('/')))
        target.url.chop(1);
    if (record != nullptr)
        target.path = QString::fromUtf8(record->path);
    return target;
}
