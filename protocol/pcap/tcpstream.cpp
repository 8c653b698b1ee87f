// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/tcpstream.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace Pcap {

using Capture::Direction;

namespace {

enum Flag : unsigned { Fin = 1, Syn = 2, Reset = 4, Push = 8, Ack = 16 };

constexpr uchar TcpProtocol = 6;
constexpr qsizetype TcpHeadBytes = 20;
constexpr qsizetype SynOptionBytes = 8;
constexpr uchar WindowShift = 14; // a window of 1 GiB: nobody has to wait
/// So much may be on the way before it is acknowledged.
constexpr quint32 AcknowledgeAfter = quint32(64) << 10;

class Head
{
public:
    void put8(unsigned number) { m_bytes[m_size++] = static_cast<uchar>(number); }
    void put16(unsigned number)
    {
        put8(number >> 8);
        put8(number & 0xffU);
    }
    void put32(quint32 number)
    {
        put16(number >> 16);
        put16(number & 0xffffU);
    }
    void put(const uchar *bytes, std::size_t count)
    {
        std::memcpy(m_bytes.data() + m_size, bytes, count);
        m_size += count;
    }
    void set16(std::size_t at, unsigned number)
    {
        m_bytes[at] = static_cast<uchar>(number >> 8);
        m_bytes[at + 1] = static_cast<uchar>(number);
    }
    std::size_t size() const { return m_size; }
    QByteArrayView view(std::size_t from = 0) const
    {
        return {reinterpret_cast<const char *>(m_bytes.data()) + from,
                static_cast<qsizetype>(m_size - from)};
    }

private:
    std::array<uchar, 80> m_bytes {};
    std::size_t m_size = 0;
};

/// The sum of the 16 bit words, RFC 1071, not folded.
quint64 wordSum(QByteArrayView bytes)
{
    quint64 sum = 0;
    qsizetype at = 0;
    for (; at + 1 < bytes.size(); at += 2)
        sum += qFromBigEndian<quint16>(bytes.data() + at);
    if (at < bytes.size())
        sum += static_cast<quint64>(static_cast<uchar>(bytes[at])) << 8;
    return sum;
}

unsigned checksum(quint64 sum)
{
    while (sum > 0xffff)
        sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<unsigned>(~sum & 0xffff);
}

} // namespace

TcpStream::TcpStream(BlockWriter &out, quint32 interface, const Endpoints &endpoints, qint64 number)
    : m_out(out)
    , m_interface(interface)
    , m_endpoints(endpoints)
{
    // Far apart, so that no segment of one connection fits another with the same ports.
    const auto seed = static_cast<quint32>(number) * 0x9e3779b1U;
    m_lanes[0].next = m_lanes[0].told = seed;
    m_lanes[1].next = m_lanes[1].told = seed ^ 0x55555555U;
}

void TcpStream::open(Capture::Time time, Capture::Time answered, const QByteArrayList &comments)
{
    segment(Direction::Sent, time, Syn, {}, comments);
    segment(Direction::Received, answered, Syn | Ack, {});
    segment(Direction::Sent, answered, Ack, {});
}

void TcpStream::data(Direction direction, Capture::Time time, QByteArrayView bytes,
                     const QByteArrayList &comments)
{
    while (!bytes.isEmpty()) {
        const qsizetype size = std::min(SegmentBytes, bytes.size());
        const bool isLast = size == bytes.size();
        segment(direction, time, isLast ? Ack | Push : Ack, bytes.first(size),
                isLast ? comments : QByteArrayList());
        bytes = bytes.sliced(size);
        if (lane(direction).next - lane(direction).told >= AcknowledgeAfter)
            acknowledge(direction, time);
    }
}

/// The other side acknowledges what came of \a direction.
void TcpStream::acknowledge(Direction direction, Capture::Time time)
{
    segment(opposite(direction), time, Ack, {});
}

void TcpStream::finish(Direction direction, Capture::Time time)
{
    if (lane(direction).isFinished)
        return;
    lane(direction).isFinished = true;
    segment(direction, time, Fin | Ack, {});
    acknowledge(direction, time);
}

void TcpStream::reset(Direction direction, Capture::Time time)
{
    segment(direction, time, Reset | Ack, {});
    lane(direction).isFinished = true;
}

void TcpStream::segment(Direction direction, Capture::Time time, unsigned flags,
                        QByteArrayView data, const QByteArrayList &comments)
{
    const bool isSent = direction == Direction::Sent;
    Lane &mine = lane(direction);
    Lane &other = lane(opposite(direction));
    const bool isSyn = (flags & Syn) != 0;
    const qsizetype tcpBytes = TcpHeadBytes + (isSyn ? SynOptionBytes : 0);
    const std::size_t addressBytes = m_endpoints.isIpv6 ? 16 : 4;
    const auto &from = isSent ? m_endpoints.client : m_endpoints.server;
    const auto &to = isSent ? m_endpoints.server : m_endpoints.client;
    const auto length = static_cast<unsigned>(tcpBytes + data.size());

    Head head;
    if (m_endpoints.isIpv6) {
        head.put32(0x60000000U);
        head.put16(length);
        head.put8(TcpProtocol);
        head.put8(64); // hop limit
    } else {
        head.put16(0x4500U);
        head.put16(20 + length);
        head.put16(m_packet++);
        head.put16(0x4000U); // don't fragment
        head.put8(64); // time to live
        head.put8(TcpProtocol);
        head.put16(0);
    }
    head.put(from.data(), addressBytes);
    head.put(to.data(), addressBytes);
    if (!m_endpoints.isIpv6)
        head.set16(10, checksum(wordSum(head.view())));

    const std::size_t tcp = head.size();
    const bool hasAck = (flags & Ack) != 0;
    head.put16(isSent ? m_endpoints.clientPort : m_endpoints.serverPort);
    head.put16(isSent ? m_endpoints.serverPort : m_endpoints.clientPort);
    head.put32(mine.next);
    head.put32(hasAck ? other.next : 0);
    head.put8(static_cast<unsigned>(tcpBytes / 4) << 4);
    head.put8(flags);
    head.put16(0xffffU); // window
    head.put32(0); // checksum, urgent pointer
    if (isSyn) {
        head.put32(0x02040000U | static_cast<quint32>(SegmentBytes)); // longest segment
        head.put32(0x01030300U | WindowShift);
    }
    const quint64 sum
        = wordSum({reinterpret_cast<const char *>(from.data()), qsizetype(addressBytes)})
        + wordSum({reinterpret_cast<const char *>(to.data()), qsizetype(addressBytes)})
        + TcpProtocol + length + wordSum(head.view(tcp)) + wordSum(data);
    head.set16(tcp + 16, checksum(sum));

    m_out.packet(m_interface, time, head.view(), data, comments);
    if (hasAck)
        other.told = other.next;
    const bool takesNumber = (flags & (Syn | Fin)) != 0;
    mine.next += static_cast<quint32>(data.size()) + (takesNumber ? 1 : 0);
    if (isSyn)
        mine.told = mine.next - 1;
}

} // namespace Pcap
