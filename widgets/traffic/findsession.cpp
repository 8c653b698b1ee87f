// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/findsession.h"

#include "widgets/common/format.h"
#include "widgets/traffic/findbar.h"

using namespace Capture;

FindSession::FindSession(FindBar &bar, const CaptureFeed &feed, const MessageFilter &filter,
                         QObject *parent)
    : QObject(parent)
    , m_bar(bar)
    , m_feed(feed)
    , m_filter(filter)
{
    connect(&bar, &FindBar::wantedChanged, this, [this] {
        m_wanted = m_bar.wanted();
        m_wantsFirst = !m_wanted.isEmpty();
        restart();
        emit wantedChanged();
    });
    connect(&bar, &FindBar::nextRequested, this, &FindSession::next);
    connect(&bar, &FindBar::previousRequested, this, &FindSession::previous);
}

void FindSession::setRows(const RowModel *rows)
{
    if (m_rows != nullptr)
        m_rows->disconnect(this);
    m_rows = rows;
    m_finder = std::make_unique<RowFinder>(*rows, m_feed, m_filter);
    connect(m_finder.get(), &RowFinder::changed, this, &FindSession::onFound);
    connect(rows, &QAbstractItemModel::modelReset, this, &FindSession::restart);
    connect(rows, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_pending != 0)
            goTo(m_pending);
    });
    // Exchanges are found only where they are shown.
    connect(rows, &RowModel::searchingChanged, this, [this](bool isSearching) {
        if (!isSearching && m_rows->kind() == Matcher::Rows::Exchanges)
            restart();
    });
    restart();
}

void FindSession::setCurrent(Id id, bool isSelected)
{
    if (m_current != id)
        m_wrapped.clear();
    m_current = id;
    m_isSelected = isSelected;
    say();
}

void FindSession::restart()
{
    m_pending = 0;
    m_wrapped.clear();
    if (!m_finder)
        return;
    if (m_wanted.isEmpty())
        m_finder->stop();
    else
        m_finder->start(m_wanted, m_current);
    say();
}

void FindSession::step(bool forward)
{
    if (m_wanted.isEmpty()) {
        m_bar.edit();
        return;
    }
    m_wantsFirst = false;
    const Id id = forward ? m_finder->next(m_isSelected ? m_current : m_current - 1)
                          : m_finder->previous(m_current);
    if (id == 0)
        return;
    // What lies further on may not be known yet.
    const bool isWrapped
        = forward ? id < m_current || (id == m_current && m_isSelected) : id >= m_current;
    if (isWrapped && m_finder->isRunning()) {
        m_wantsFirst = false;
        say();
        return;
    }
    m_wrapped = !isWrapped ? QString() : forward ? tr("from the top") : tr("from the end");
    goTo(id);
}

void FindSession::goTo(Id id)
{
    const int row = m_rows->ids().rowOf(id);
    m_pending = row < 0 ? id : 0;
    if (row < 0)
        return;
    m_current = id;
    m_isSelected = true;
    emit rowWanted(row);
    say();
}

void FindSession::onFound()
{
    if (m_wantsFirst) {
        if (const Id first = m_finder->first(); first != 0) {
            m_wantsFirst = false;
            m_wrapped = first < m_current ? tr("from the top") : QString();
            goTo(first);
        }
    }
    say();
}

void FindSession::say()
{
    if (m_wanted.isEmpty()) {
        m_bar.say({});
        return;
    }
    if (!m_wanted.isValid()) {
        m_bar.say(tr("No regular expression: %1").arg(m_wanted.pattern().errorString()), true);
        return;
    }
    const int count = m_finder->count();
    const int position = m_isSelected ? m_finder->positionOf(m_current) : 0;
    const bool isRunning = m_finder->isRunning();
    if (count == 0) {
        m_bar.say(isRunning ? tr("looking…") : tr("none"));
        return;
    }
    QString words = formatNumber(count) + (isRunning ? QStringLiteral("…") : QString());
    words = position > 0 ? tr("%1 of %2").arg(formatNumber(position), words)
                         : tr("%1 found").arg(words);
    if (position > 0 && !m_wrapped.isEmpty())
        words += QStringLiteral(" · ") + m_wrapped;
    m_bar.say(words);
}
