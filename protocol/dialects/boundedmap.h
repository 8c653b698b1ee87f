// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>

#include <utility>

namespace Dialects {

/// A map that forgets some entry when one too many comes.
template<typename Value>
class BoundedMap
{
public:
    static constexpr qsizetype MaxEntries = 4096;

    void insert(const QByteArray &key, Value value)
    {
        if (m_values.size() >= MaxEntries && !m_values.contains(key))
            m_values.erase(m_values.begin());
        m_values.insert(key, std::move(value));
    }
    bool contains(const QByteArray &key) const { return m_values.contains(key); }
    Value value(const QByteArray &key) const { return m_values.value(key); }
    Value take(const QByteArray &key) { return m_values.take(key); }
    qsizetype size() const { return m_values.size(); }

private:
    QHash<QByteArray, Value> m_values;
};

} // namespace Dialects
