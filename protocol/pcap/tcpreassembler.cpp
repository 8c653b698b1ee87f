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

void TcpReassembler::take(quint32 number, const QByteArray &bytes, Capture::Time time, qint64 size,
                          qint64 order)
{
    m_now = std::max(m_now, time);
    if (bytes.isEmpty() && size <= 0)
        return;
    if (!m_hasBegun)
        begin(number);
    const qint64 from = placeOf(number);
    add(from, from + bytes.size(), bytes, order);
    if (size > bytes.size())
        add(from + bytes.size(), from + size, {}, order);
}

/// Into the places that nothing has come for.
void TcpReassembler::add(qint64 from, qint64 end, const QByteArray &bytes, qint64 order)
{
    const qint64 first = from;
    from = std::max(from, m_place);
    auto later = m_waiting.lower_bound(from);
    if (later != m_waiting.begin()) {
        const auto before = std::prev(later);
        from = std::max(from, before->first + before->second.size);
    }
    while (from < end) {
        const qint64 until = later == m_waiting.end() ? end : std::min(end, later->first);
        if (from < until) {
            const QByteArray part = bytes.mid(from - first, until - from);
            m_waitingBytes += part.size();
            m_waiting.emplace_hint(later, from, Waiting {part, until - from, order, m_now});
        }
        if (later == m_waiting.end())
            break;
        from = later->first + later->second.size;
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

void TcpReassembler::acknowledge(quint32 number)
{
    if (m_hasBegun)
        m_acknowledged = std::max(m_acknowledged, placeOf(number));
}

/// What is known to have been sent, and did not come.
std::optional<TcpReassembler::Piece> TcpReassembler::missingEnd()
{
    // A FIN that is not there has a number too.
    const qint64 end = m_end ? *m_end : m_acknowledged - 1;
    if (!m_isFinished || !m_waiting.empty() || m_place >= end)
        return std::nullopt;
    const Piece piece {end - m_place, {}, m_given, m_now};
    m_place = end;
    return piece;
}

/// What is missing will not come any more.
bool TcpReassembler::isGivenUp()
{
    if (!m_since)
        m_since = m_now;
    if (!m_acknowledgedSince && m_acknowledged > m_place)
        m_acknowledgedSince = m_now;
    return m_isFinished || isFull() || m_now - *m_since > MostTime
        || (m_acknowledgedSince && m_now - *m_acknowledgedSince > MostAcknowledgedTime);
}

std::optional<qint64> TcpReassembler::nextOrder()
{
    if (m_waiting.empty() || (isHoled() && !isGivenUp()))
        return std::nullopt;
    return m_waiting.begin()->second.order;
}

std::optional<TcpReassembler::Piece> TcpReassembler::next()
{
    if (m_waiting.empty()) {
        m_since.reset();
        m_acknowledgedSince.reset();
        return missingEnd();
    }
    const auto first = m_waiting.begin();
    Piece piece;
    if (first->first > m_place) {
        if (!isGivenUp())
            return std::nullopt;
        piece.missing = first->first - m_place;
    }
    m_since.reset();
    m_acknowledgedSince.reset();
    Waiting &waiting = first->second;
    if (waiting.bytes.isEmpty())
        piece.missing += waiting.size;
    piece.bytes = std::move(waiting.bytes);
    piece.since = m_given;
    piece.time = waiting.time;
    m_given = waiting.time;
    m_waitingBytes -= piece.bytes.size();
    m_place = first->first + waiting.size;
    m_waiting.erase(first);
    return piece;
}

} // namespace Pcap
