// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/pcap/blockwriter.h"
#include "protocol/pcap/endpoints.h"

namespace Pcap {

/// Makes the packets of one TCP connection (RFC 9293) of what crossed on it: handshake, data in
/// segments, acknowledgements, and how it ended. Numbers and checksums are right; there are no
/// timestamps and nothing is lost.
class TcpStream
{
public:
    /// Segments carry at most what fits an Ethernet frame.
    static constexpr qsizetype SegmentBytes = 1440;

    /// \a number makes the first sequence numbers: other ones for each connection.
    TcpStream(BlockWriter &out, quint32 interface, const Endpoints &endpoints, qint64 number);

    /// SYN, SYN and ACK, ACK: at \a time, and at \a answered the latter two.
    void open(Capture::Time time, Capture::Time answered, const QByteArrayList &comments);
    /// Bytes of \a direction. The comments stand at the last segment, where Wireshark shows what
    /// the bytes say.
    void data(Capture::Direction direction, Capture::Time time, QByteArrayView bytes,
              const QByteArrayList &comments = {});
    /// \a direction will send no more.
    void finish(Capture::Direction direction, Capture::Time time);
    void reset(Capture::Direction direction, Capture::Time time);

    const Endpoints &endpoints() const { return m_endpoints; }
    bool isFinished(Capture::Direction direction) const { return lane(direction).isFinished; }

private:
    struct Lane
    {
        quint32 next = 0; // number of the next byte
        quint32 told = 0; // up to where the other side has acknowledged
        bool isFinished = false;
    };

    Lane &lane(Capture::Direction direction)
    {
        return m_lanes[static_cast<std::size_t>(direction)];
    }
    const Lane &lane(Capture::Direction direction) const
    {
        return m_lanes[static_cast<std::size_t>(direction)];
    }
    void acknowledge(Capture::Direction direction, Capture::Time time);
    void segment(Capture::Direction direction, Capture::Time time, unsigned flags,
                 QByteArrayView data, const QByteArrayList &comments = {});

    BlockWriter &m_out;
    quint32 m_interface;
    Endpoints m_endpoints;
    std::array<Lane, 2> m_lanes;
    quint16 m_packet = 0;
};

} // namespace Pcap
