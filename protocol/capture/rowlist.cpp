// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/rowlist.h"

namespace Capture {

void RowListPart::append(Id id)
{
    const Id difference = id - m_last;
    auto rest = (static_cast<quint64>(difference) << 1) ^ static_cast<quint64>(difference >> 63);
    while (rest >= 0x80) {
        m_bytes.append(static_cast<char>((rest & 0x7f) | 0x80));
        rest >>= 7;
    }
    m_bytes.append(static_cast<char>(rest));
    m_last = id;
    ++m_size;
}

void RowListPart::clear()
{
    m_bytes.clear();
    m_last = 0;
    m_size = 0;
}

bool RowListPart::read(QByteArrayView bytes, std::vector<Id> &ids)
{
    quint64 last = 0;
    quint64 value = 0;
    unsigned shift = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<uchar>(c);
        if (shift < 64)
            value |= quint64(byte & 0x7fU) << shift;
        shift += 7;
        if ((byte & 0x80U) != 0)
            continue;
        last += (value >> 1) ^ (~(value & 1) + 1); // wraps around, as the writer's difference
        ids.push_back(static_cast<Id>(last));
        value = 0;
        shift = 0;
    }
    return shift == 0;
}

bool IdSet::insert(Id id)
{
    if (id < 0)
        return false;
    const auto at = static_cast<std::size_t>(id);
    if (at >= m_bits.size())
        m_bits.resize(at + 1 + at / 2);
    if (m_bits[at])
        return false;
    m_bits[at] = true;
    return true;
}

} // namespace Capture
