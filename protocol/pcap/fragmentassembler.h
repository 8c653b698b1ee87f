// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <deque>
#include <map>
#include <optional>

namespace Pcap {

/// Puts IP datagrams together that crossed in fragments. What came first counts where fragments
/// overlap. Keeps a bounded number of unfinished ones, and lets the oldest go.
class FragmentAssembler
{
public:
    static constexpr std::size_t MostDatagrams = 64;
    static constexpr qint64 MostBytes = 65'535; ///< of a datagram

    struct Fragment
    {
        QByteArray key; ///< what those of one datagram have in common
        qint64 offset = 0;
        bool isLast = false;
        QByteArrayView bytes;
    };

    /// The datagram that this fragment makes whole.
    std::optional<QByteArray> take(const Fragment &fragment);
    /// How many datagrams were let go unfinished.
    qint64 lost() const { return m_lost; }

private:
    struct Datagram
    {
        std::map<qint64, QByteArray> parts; // by offset
        qint64 bytes = 0; // that came
        qint64 size = -1; // once the last one is there
    };

    std::map<QByteArray, Datagram> m_datagrams;
    std::deque<QByteArray> m_order;
    qint64 m_lost = 0;
};

} // namespace Pcap
