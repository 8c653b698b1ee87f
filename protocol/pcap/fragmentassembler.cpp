// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/fragmentassembler.h"

#include <algorithm>

namespace Pcap {

std::optional<QByteArray> FragmentAssembler::take(const Fragment &fragment)
{
    const qint64 end = fragment.offset + fragment.bytes.size();
    if (fragment.bytes.isEmpty() || end > MostBytes)
        return std::nullopt;
    const auto [found, isNew] = m_datagrams.try_emplace(fragment.key);
    if (isNew) {
        m_order.push_back(fragment.key);
        if (m_order.size() > MostDatagrams) {
            m_datagrams.erase(m_order.front());
            m_order.pop_front();
            ++m_lost;
        }
    }
    Datagram &datagram = found->second;
    datagram.bytes += fragment.bytes.size();
    if (datagram.bytes <= 2 * MostBytes) // they may overlap, but not for ever
        datagram.parts.try_emplace(fragment.offset, fragment.bytes.toByteArray());
    if (fragment.isLast)
        datagram.size = end;
    if (datagram.size < 0)
        return std::nullopt;
    QByteArray whole;
    for (const auto &[offset, bytes] : datagram.parts) {
        if (offset > whole.size())
            return std::nullopt; // one is missing
        const qint64 known = whole.size() - offset;
        if (known < bytes.size())
            whole += bytes.sliced(known);
    }
    if (whole.size() < datagram.size)
        return std::nullopt;
    whole.truncate(datagram.size);
    m_order.erase(std::find(m_order.begin(), m_order.end(), fragment.key));
    m_datagrams.erase(found);
    return whole;
}

} // namespace Pcap
