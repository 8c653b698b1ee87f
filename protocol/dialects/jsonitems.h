// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace Dialects {

/// The members of a JSON object, or the elements of an array, as spelled. Looks no deeper and
/// checks no more than it needs for that; of a text that is cut off, what comes before the cut.
/// Never longer than MaxItems. Refers to the text.
class JsonItems
{
public:
    static constexpr std::size_t MaxItems = 256;

    explicit JsonItems(QByteArrayView json);

    bool isObject() const { return m_open == '{'; }
    bool isArray() const { return m_open == '['; }
    /// The outermost bracket was closed, and only white space follows.
    bool isWhole() const { return m_isWhole; }
    std::size_t size() const { return m_items.size(); }

    /// The value at that place, empty if there is none.
    QByteArrayView at(std::size_t place) const;
    /// The first value under \a key, empty if there is none.
    QByteArrayView member(QByteArrayView key) const;
    bool has(QByteArrayView key) const { return !member(key).isEmpty(); }

private:
    struct Item
    {
        QByteArrayView key; // without its quotes, as spelled
        QByteArrayView value;
    };

    char m_open = '\0';
    bool m_isWhole = false;
    std::vector<Item> m_items;
};

/// The text of a JSON string, MaxName bytes at most; nothing if \a value is none.
std::optional<QByteArray> stringOf(QByteArrayView value);
/// The same, "" if it is none.
QByteArray nameOf(QByteArrayView value);
/// A string or a number as a key, "" of anything else.
QByteArray keyOf(QByteArrayView value);
/// The whole text of a JSON string, "" if it is none.
QByteArray textOf(QByteArrayView value);

} // namespace Dialects
