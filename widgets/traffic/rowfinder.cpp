// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/rowfinder.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Capture;

RowFinder::RowFinder(const RowModel &rows, const CaptureFeed &feed, const MessageFilter &filter,
                     QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_filter(filter)
    , m_ahead(rows.kind(), feed)
    , m_behind(rows.kind(), feed)
{
    connect(&m_ahead, &Matcher::found, this,
            [this](const std::vector<Id> &ids) { add(m_after, ids); });
    connect(&m_behind, &Matcher::found, this,
            [this](const std::vector<Id> &ids) { add(m_before, ids); });
    connect(&m_ahead, &Matcher::runningChanged, this, [this](bool isRunning) {
        if (!isRunning)
            lookBehind();
        emit changed();
    });
    connect(&m_behind, &Matcher::runningChanged, this, &RowFinder::changed);
    connect(&rows, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_rows.isSearching() && !m_wanted.isEmpty())
            m_ahead.goOn(m_rows.ids().last());
    });
}

void RowFinder::start(const FindText &wanted, Id from)
{
    stop();
    m_wanted = wanted;
    if (wanted.isEmpty() || !wanted.isValid())
        return;
    m_terms = m_filter.terms();
    m_terms.find = wanted;
    // An exchange is shown for a message that matches the filter, and found for what stands in it.
    if (m_rows.kind() == Matcher::Rows::Exchanges)
        m_terms.text.clear();
    m_marker = m_rows.marker();
    m_from = std::max(from, m_marker + 1);
    m_isBehindDue = m_from > m_marker + 1;
    m_ahead.start(m_terms, m_from - 1);
}

void RowFinder::stop()
{
    m_isBehindDue = false;
    m_wanted = {};
    m_before.clear();
    m_after.clear();
    m_ahead.stop();
    m_behind.stop();
    emit changed();
}

void RowFinder::lookBehind()
{
    if (std::exchange(m_isBehindDue, false))
        m_behind.start(m_terms, m_marker, m_from - 1);
}

void RowFinder::add(std::vector<Id> &to, const std::vector<Id> &ids)
{
    if (m_rows.kind() == Matcher::Rows::Exchanges) {
        std::ranges::copy_if(ids, std::back_inserter(to),
                             [this](Id id) { return m_rows.ids().rowOf(id) >= 0; });
    } else {
        to.insert(to.end(), ids.begin(), ids.end());
    }
    emit changed();
}

Id RowFinder::at(std::size_t place) const
{
    return place < m_before.size() ? m_before[place] : m_after[place - m_before.size()];
}

/// Of the first one that is \a id or behind it.
std::size_t RowFinder::placeOf(Id id) const
{
    const std::vector<Id> &part = id < m_from ? m_before : m_after;
    const auto place = static_cast<std::size_t>(std::ranges::lower_bound(part, id) - part.begin());
    return id < m_from ? place : m_before.size() + place;
}

int RowFinder::positionOf(Id id) const
{
    const std::size_t place = placeOf(id);
    const bool isOne = place < m_before.size() + m_after.size() && at(place) == id;
    return isOne ? static_cast<int>(place) + 1 : 0;
}

Id RowFinder::next(Id id) const
{
    if (count() == 0)
        return 0;
    const std::size_t place = placeOf(id + 1);
    return at(place < m_before.size() + m_after.size() ? place : 0);
}

Id RowFinder::previous(Id id) const
{
    if (count() == 0)
        return 0;
    const std::size_t place = placeOf(id);
    return at((place > 0 ? place : m_before.size() + m_after.size()) - 1);
}

Id RowFinder::first() const
{
    if (!m_after.empty())
        return m_after.front();
    return !m_ahead.isRunning() && !m_before.empty() ? m_before.front() : 0;
}
