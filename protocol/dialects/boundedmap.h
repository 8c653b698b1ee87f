// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>

#include <algorithm>
#include <utility>
#include <vector>

namespace Dialects {

/// A map that forgets the older half when one too many comes.
template<typename Value>
class BoundedMap
{
public:
    static constexpr qsizetype MaxEntries = 4096;

    void insert(const QByteArray &key, Value value)
    {
        if (m_entries.size() >= MaxEntries && !m_entries.contains(key))
            dropOldest();
        m_entries.insert(key, {std::move(value), ++m_last});
    }
    bool contains(const QByteArray &key) const { return m_entries.contains(key); }
    Value value(const QByteArray &key) const { return m_entries.value(key).value; }
    Value take(const QByteArray &key) { return m_entries.take(key).value; }
    qsizetype size() const { return m_entries.size(); }

private:
    struct Entry
    {
        Value value {};
        qint64 number = 0; // of its insert()
    };

    void dropOldest()
    {
        std::vector<qint64> numbers;
        numbers.reserve(static_cast<std::size_t>(m_entries.size()));
        for (const Entry &entry : std::as_const(m_entries))
            numbers.push_back(entry.number);
        const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
        std::nth_element(numbers.begin(), middle, numbers.end());
        m_entries.removeIf([limit = *middle](const auto &it) { return it.value().number < limit; });
    }

    QHash<QByteArray, Entry> m_entries;
    qint64 m_last = 0;
};

} // namespace Dialects
