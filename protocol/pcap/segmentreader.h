// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/pcap/fragmentassembler.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Pcap {

/// One end of a TCP connection: address and port.
struct SegmentEnd
{
    QByteArray address; ///< 4 or 16 bytes
    quint16 port = 0;

    bool operator==(const SegmentEnd &other) const = default;
    /// "127.0.0.1:80", "[::1]:80"
    QByteArray toText() const;
};

/// One TCP segment.
struct Segment
{
    SegmentEnd from;
    SegmentEnd to;
    quint32 number = 0; ///< of its first byte
    quint32 acknowledged = 0;
    bool isSyn = false;
    bool isFin = false;
    bool isReset = false;
    bool hasAck = false;
    QByteArray bytes; ///< as far as they were captured
    qint64 size = 0; ///< how many there were
};

/// Finds the TCP segments in packets: through Ethernet with VLAN tags, Linux "cooked", loopback or
/// bare IP, IPv4 with fragments, IPv6 with extension headers and fragments.
///
/// It believes no length that a packet announces, and checks no checksum: what was captured where
/// it was sent often has none yet.
class SegmentReader
{
public:
    struct Counts
    {
        qint64 packets = 0;
        qint64 segments = 0;
        qint64 broken = 0; ///< headers that make no sense or are cut
        qint64 fragments = 0; ///< that are waiting or were given up
    };

    /// \a linkType is a DLT_ number of libpcap.
    explicit SegmentReader(int linkType);

    /// False if packets that begin so cannot be read.
    static bool knows(int linkType);

    /// The segment in \a packet, or nothing: it is something else, a fragment, or broken.
    std::optional<Segment> take(QByteArrayView packet);

    const Counts &counts() const { return m_counts; }

private:
    struct Network // what the link carried
    {
        quint16 type = 0; // as in Ethernet
        QByteArrayView bytes;
    };
    std::optional<Network> networkOf(QByteArrayView packet) const;
    std::optional<Segment> readIpv4(QByteArrayView packet);
    std::optional<Segment> readIpv6(QByteArrayView packet);
    std::optional<Segment> readTcp(const QByteArray &from, const QByteArray &to,
                                   QByteArrayView bytes, qint64 size);
    std::optional<Segment> broken();

    int m_linkType;
    FragmentAssembler m_fragments;
    Counts m_counts;
};

} // namespace Pcap
