// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/idlist.h"

#include <algorithm>
#include <numeric>

using Capture::Id;

void IdList::clear()
{
    m_first = 1;
    m_last = 0;
    m_ids = {};
}

void IdList::assign(std::vector<Id> ids)
{
    clear();
    if (!ids.empty() && ids.back() - ids.front() == std::ssize(ids) - 1)
        assignRun(ids.front(), ids.back());
    else
        m_ids = std::move(ids);
}

void IdList::assignRun(Id first, Id last)
{
    clear();
    if (last >= first) {
        m_first = first;
        m_last = last;
    }
}

int IdList::append(std::span<const Id> ids)
{
    const int added = fresh(ids);
    if (added == 0)
        return 0;
    const std::span<const Id> news = ids.last(static_cast<std::size_t>(added));
    const bool isRun = news.back() - news.front() == added - 1;
    if (m_ids.empty() && isRun && (isEmpty() || news.front() == m_last + 1)) {
        if (isEmpty())
            m_first = news.front();
        m_last = news.back();
        return added;
    }
    unroll();
    m_ids.insert(m_ids.end(), news.begin(), news.end());
    return added;
}

int IdList::insert(Id id)
{
    const int row = lowerBound(id);
    if (row == size()) {
        append({&id, 1});
    } else if (at(row) != id) {
        unroll();
        m_ids.insert(m_ids.begin() + row, id);
    }
    return row;
}

void IdList::remove(int row, int count)
{
    unroll();
    m_ids.erase(m_ids.begin() + row, m_ids.begin() + row + count);
    if (m_ids.empty())
        clear();
}

int IdList::fresh(std::span<const Id> ids) const
{
    if (isEmpty())
        return static_cast<int>(ids.size());
    return static_cast<int>(ids.end() - std::ranges::upper_bound(ids, last()));
}

int IdList::size() const
{
    return m_ids.empty() ? static_cast<int>(m_last - m_first + 1) : static_cast<int>(m_ids.size());
}

Id IdList::at(int row) const
{
    return m_ids.empty() ? m_first + row : m_ids[static_cast<std::size_t>(row)];
}

Id IdList::last() const
{
    return m_ids.empty() ? m_last : m_ids.back();
}

int IdList::rowOf(Id id) const
{
    const int row = lowerBound(id);
    return row < size() && at(row) == id ? row : -1;
}

int IdList::lowerBound(Id id) const
{
    if (m_ids.empty())
        return static_cast<int>(std::clamp<Id>(id - m_first, 0, size()));
    return static_cast<int>(std::ranges::lower_bound(m_ids, id) - m_ids.begin());
}

void IdList::unroll()
{
    if (!m_ids.empty() || m_last < m_first)
        return;
    m_ids.resize(static_cast<std::size_t>(size()));
    std::iota(m_ids.begin(), m_ids.end(), m_first);
}
