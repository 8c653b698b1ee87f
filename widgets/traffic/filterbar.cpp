// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/filterbar.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/theme.h"
#include "widgets/traffic/trafficview.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>

using namespace std::chrono_literals;

FilterBar::FilterBar(const CaptureFeed &feed, MessageFilter &filter, const TrafficView &view,
                     const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_filter(filter)
    , m_view(view)
    , m_edit(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    m_edit->setObjectName(QStringLiteral("filter"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(tr("Filter: text in messages, events and namespaces"));
    m_edit->setToolTip(tr("Shows only messages that contain this text (Ctrl+K)"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumHeight(28);
    m_edit->addAction(themedIcon(Icon::Search, theme, Tint::Dim), QLineEdit::LeadingPosition);
    m_count->setAccessibleName(tr("Rows shown"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(8, 0, 12, 0);
    line->setSpacing(12);
    line->addWidget(m_edit, 1);
    line->addWidget(m_count);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(&m_typing, &QTimer::timeout, this, [this] { m_filter.setText(m_edit->text()); });
    connect(m_edit, &QLineEdit::textEdited, this, [this] { m_typing.start(); });
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        m_typing.stop();
        m_filter.setText(m_edit->text());
    });
    connect(&filter, &MessageFilter::changed, this, [this] {
        if (m_edit->text() != m_filter.text() && !m_typing.isActive())
            m_edit->setText(m_filter.text());
    });
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty()) // the clear button
            m_filter.setText({});
    });
    connect(&view, &TrafficView::countChanged, this, &FilterBar::updateCount);
    connect(&feed, &CaptureFeed::opened, this, &FilterBar::updateCount);
    updateCount();
}

void FilterBar::edit()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBar::updateCount()
{
    if (!m_feed.isOpen()) {
        m_count->clear();
        return;
    }
    const auto &totals = m_feed.totals();
    const qint64 all = m_view.level() == TrafficView::Frames ? totals.frames
        : m_view.level() == TrafficView::Exchanges           ? totals.exchanges
                                                             : totals.messages;
    const QString count = tr("%1 of %2").arg(formatNumber(m_view.rowCount()), formatNumber(all));
    m_count->setText(m_view.isSearching() ? tr("%1 …").arg(count) : count);
}
