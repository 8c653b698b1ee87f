// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/traffic/idlist.h"

#include <algorithm>
#include <array>
#include <functional>

/// The rows that were painted lately, read from the store a page at a time. Bounded: what was not
/// used for longest goes first.
template<typename Row>
class RowPages
{
public:
    static constexpr int PageRows = 64;
    static constexpr std::size_t MaxPages = 32;

    /// Reads records; those that are missing may be left out, the others keep their order.
    using Fetch = std::function<std::vector<Row>(std::span<const Capture::Id>)>;
    using IdOf = Capture::Id (*)(const Row &);

    RowPages(Fetch fetch, IdOf idOf)
        : m_fetch(std::move(fetch))
        , m_idOf(idOf)
    {
    }

    /// The record of \a row, read if need be; null if the store has none. Valid until the next
    /// call.
    const Row *at(int row, const IdList &ids)
    {
        const int number = row / PageRows;
        const int wanted = std::min(PageRows, ids.size() - number * PageRows);
        auto page = std::ranges::find(m_pages, number, &Page::number);
        if (page == m_pages.end()) {
            if (m_pages.size() == MaxPages)
                m_pages.erase(std::ranges::min_element(m_pages, {}, &Page::used));
            page = m_pages.insert(m_pages.end(), Page {.number = number, .rows = {}});
        }
        if (page->count < wanted)
            read(*page, wanted, ids);
        page->used = ++m_clock;
        const int place = page->places[static_cast<std::size_t>(row % PageRows)];
        return place < 0 ? nullptr : &page->rows[static_cast<std::size_t>(place)];
    }

    /// The record of \a row has changed.
    void forget(int row)
    {
        std::erase_if(m_pages, [row](const Page &page) { return page.number == row / PageRows; });
    }

    void clear() { m_pages.clear(); }
    std::size_t pageCount() const { return m_pages.size(); }

private:
    struct Page
    {
        int number = 0;
        int count = 0; ///< rows asked for
        quint64 used = 0;
        std::vector<Row> rows;
        std::array<int, PageRows> places {}; ///< in rows, -1 if missing
    };

    // A page that was read while the list was shorter is completed, not read again.
    void read(Page &page, int wanted, const IdList &ids)
    {
        std::array<Capture::Id, PageRows> asked {};
        const int from = page.count;
        for (int i = from; i < wanted; ++i)
            asked[static_cast<std::size_t>(i)] = ids.at(page.number * PageRows + i);
        const auto count = static_cast<std::size_t>(wanted - from);
        std::vector<Row> rows
            = m_fetch(std::span(asked).subspan(static_cast<std::size_t>(from), count));
        std::size_t next = 0;
        for (int i = from; i < wanted; ++i) {
            const auto slot = static_cast<std::size_t>(i);
            page.places[slot] = -1;
            if (next < rows.size() && m_idOf(rows[next]) == asked[slot]) {
                page.places[slot] = static_cast<int>(page.rows.size());
                page.rows.push_back(std::move(rows[next++]));
            }
        }
        page.count = wanted;
    }

    Fetch m_fetch;
    IdOf m_idOf;
    std::vector<Page> m_pages;
    quint64 m_clock = 0;
};
