// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/nametable.h"

namespace Capture {

NameTable::NameTable()
{
    numberOf({});
}

quint32 NameTable::numberOf(QByteArrayView name)
{
    name = name.first(std::min(name.size(), MostBytes));
    if (m_last < m_names.size() && m_names[m_last] == name)
        return m_last;
    const auto known = m_numbers.constFind(name);
    if (known != m_numbers.cend())
        return m_last = *known;
    m_last = size();
    m_names.push_back(name.toByteArray());
    m_numbers.insert(m_names.back(), m_last);
    return m_last;
}

} // namespace Capture
