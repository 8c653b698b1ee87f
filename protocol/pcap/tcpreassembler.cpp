// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/tcpreassembler.h"

#include <algorithm>

namespace Pcap {

void TcpReassembler::begin(quint32 number)
{
    m_hasBegun = true;
    m_first = number;
}

/// The place nearest to where it is that has this number.
qint64 TcpReassembler::placeOf(quint32 number) const
{
    const quint32 here = m_first + static_cast<quint32>(m_place);
    return m_place + static_cast<qint32>(number - here);
}

void TcpReassembler::take(quint32 number, const QByteArray &bytes, Capture::Time time)
{
    m_now = std::max(m_now, time);
    if (bytes.isEmpty())
        return;
    if (!m_hasBegun)
        begin(number);
    qint64 from = placeOf(number);
    const qint64 end = from + bytes.size();
    const qint64 first = from;
    from = std::max(from, m_place);
    // Into the places that nothing has come for.
    auto later = m_waiting.lower_bound(from);
    if (later != m_waiting.begin()) {
        const auto before = std::prev(later);
        from = std::max(from, before->first + before->second.size());
    }
    while (from < end) {
        const qint64 until = later == m_waiting.end() ? end : std::min(end, later->first);
        if (from < until) {
            m_waiting.emplace_hint(later, from, bytes.mid(from - first, until - from));
            m_waitingBytes += until - from;
        }
        if (later == m_waiting.end())
            break;
        from = later->first + later->second.size();
        ++later;
    }
}

void TcpReassembler::takeEnd(quint32 number, Capture::Time time)
{
    m_now = std::max(m_now, time);
    if (!m_hasBegun)
        begin(number);
    if (!m_end)
        m_end = std::max(m_place, placeOf(number));
}

std::optional<TcpReassembler::Piece> TcpReassembler::next()
{
    if (m_waiting.empty()) {
        m_since.reset();
        if (!m_isFinished || !m_end || m_place >= *m_end)
            return std::nullopt;
        const Piece end {*m_end - m_place, {}};
        m_place = *m_end;
        return end;
    }
    const auto first = m_waiting.begin();
    Piece piece;
    if (first->first > m_place) {
        if (!m_since)
            m_since = m_now;
        const bool isLost = m_isFinished || m_waitingBytes > MostBytes
            || m_waiting.size() > MostPieces || m_now - *m_since > MostTime;
        if (!isLost)
            return std::nullopt;
        piece.missing = first->first - m_place;
    }
    m_since.reset();
    piece.bytes = std::move(first->second);
    m_waitingBytes -= piece.bytes.size();
    m_place = first->first + piece.bytes.size();
    m_waiting.erase(first);
    return piece;
}

} // namespace Pcap
