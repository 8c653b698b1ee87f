// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/nametable.h"

namespace Capture {

namespace {

std::size_t slotOf(QByteArrayView name)
{
    if (name.isEmpty())
        return 0;
    const auto number = [](auto value) { return static_cast<std::size_t>(value); };
    const std::size_t first = number(static_cast<uchar>(name.front()));
    const std::size_t last = number(static_cast<uchar>(name.back()));
    return (number(name.size()) * 5 + first * 3 + last) % 16;
}

} // namespace

NameTable::NameTable()
{
    numberOf({});
}

quint32 NameTable::numberOf(QByteArrayView name)
{
    name = name.first(std::min(name.size(), MostBytes));
    quint32 &recent = m_recent[slotOf(name)];
    if (recent < m_names.size() && m_names[recent] == name)
        return recent;
    const auto known = m_numbers.constFind(name);
    if (known != m_numbers.cend())
        return recent = *known;
    recent = size();
    m_names.push_back(name.toByteArray());
    m_numbers.insert(m_names.back(), recent);
    return recent;
}

} // namespace Capture
