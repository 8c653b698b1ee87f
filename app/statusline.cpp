// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/statusline.h"

#include "app/capturedocument.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/common/words.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

namespace {

QString colored(const QString &text, const QColor &color)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>")
        .arg(color.name(), text.toHtmlEscaped());
}

} // namespace

StatusLine::StatusLine(const CaptureFeed &feed, const CaptureDocument &document, const Theme &theme,
                       QWidget *parent)
    : QStatusBar(parent)
    , m_feed(feed)
    , m_document(document)
    , m_theme(theme)
    , m_facts(new QWidget(this))
    , m_state(addLabel(tr("State of the recording")))
    , m_messages(addLabel(tr("Messages")))
    , m_rate(addLabel(tr("Messages a second")))
    , m_sent(addLabel(tr("Bytes sent")))
    , m_received(addLabel(tr("Bytes received")))
    , m_lost(addLabel(tr("Not recorded")))
    , m_changed(new QToolButton)
    , m_file(new QLabel(this))
{
    m_changed->setObjectName(QStringLiteral("changed"));
    m_changed->setAutoRaise(true);
    m_changed->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_changed->setIcon(themedIcon(Icon::Altered, theme, Tint::Accent));
    m_changed->setIconSize({12, 12});
    m_changed->setToolTip(tr("What rules or you changed on its way; a click shows it"));
    m_facts->layout()->addWidget(m_changed);
    connect(m_changed, &QToolButton::clicked, this, &StatusLine::changedRequested);
    addWidget(m_facts);
    m_file->setAccessibleName(tr("File of the capture"));
    m_file->setTextFormat(Qt::PlainText);
    m_file->setContentsMargins(8, 0, 12, 0);
    addPermanentWidget(m_file);
    setSizeGripEnabled(false);
    m_sent->setToolTip(tr("What crossed to the servers, on the wire before TLS"));
    m_received->setToolTip(tr("What crossed to the apps, on the wire before TLS"));
    m_lost->setToolTip(tr("Messages that passed and were not stored; Problems says why"));

    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &StatusLine::measureRate);
    timer->start(1000);
    m_sinceMeasured.start();
    connect(&feed, &CaptureFeed::advanced, this, &StatusLine::refresh);
    connect(&feed, &CaptureFeed::opened, this, [this] {
        m_messagesThen = m_feed.totals().messages;
        m_perSecond = 0;
        refresh();
    });
    connect(&document, &CaptureDocument::changed, this, &StatusLine::refresh);
    connect(&theme, &Theme::changed, this, &StatusLine::refresh);
    refresh();
}

QLabel *StatusLine::addLabel(const QString &name)
{
    // In one widget, which the bar hides while it shows a message.
    if (m_facts->layout() == nullptr) {
        auto *const layout = new QHBoxLayout(m_facts);
        layout->setContentsMargins({});
        layout->setSpacing(0);
    }
    auto *label = new QLabel;
    label->setAccessibleName(name);
    label->setContentsMargins(8, 0, 8, 0);
    m_facts->layout()->addWidget(label);
    return label;
}

void StatusLine::measureRate()
{
    const qint64 messages = m_feed.totals().messages;
    const qint64 elapsed = std::max<qint64>(1, m_sinceMeasured.restart());
    m_perSecond = std::max<qint64>(0, (messages - m_messagesThen) * 1000 / elapsed);
    m_messagesThen = messages;
    refresh();
}

void StatusLine::refresh()
{
    const Colors &colors = m_theme.colors();
    const LiveCapture *live = m_document.live();
    const bool isOpen = m_feed.isOpen();
    for (QLabel *label : {m_messages, m_sent, m_received, m_lost})
        label->setVisible(isOpen);
    m_rate->setVisible(live != nullptr);
    if (!isOpen)
        m_state->setText(colored(tr("Nothing recorded yet"), colors.dim));
    else if (!live)
        m_state->setText(colored(tr("■ stopped"), colors.dim));
    else if (live->isPaused())
        m_state->setText(colored(tr("❚❚ paused"), colors.warning));
    else
        m_state->setText(colored(tr("● recording"), colors.error));

    const Capture::Totals &totals = m_feed.totals();
    m_messages->setText(tr("%1 messages").arg(formatNumber(totals.messages)));
    m_rate->setText(tr("%1/s").arg(formatCount(m_perSecond)));
    m_sent->setText(colored(QStringLiteral("↑ ") + formatBytes(totals.wire.sent), colors.sent));
    m_received->setText(
        colored(QStringLiteral("↓ ") + formatBytes(totals.wire.received), colors.received));
    const QString lost = tr("not recorded %1").arg(formatNumber(totals.gapMessages));
    m_lost->setText(totals.gaps > 0 ? colored(QStringLiteral("▲ ") + lost, colors.warning)
                                    : colored(lost, colors.dim));
    m_changed->setVisible(m_feed.altered() > 0);
    m_changed->setText(tr("%1 changed").arg(formatNumber(m_feed.altered())));
    if (!m_feed.gaps().empty())
        m_lost->setToolTip(gapCauseWords(m_feed.gaps().back().cause));
    m_file->setText(m_document.isEmpty()         ? QString()
                        : m_document.isUnsaved() ? tr("unsaved capture")
                                                 : QFileInfo(m_document.path()).fileName());
    m_file->setToolTip(m_document.path());
}
