// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/segmentreader.h"

#include "protocol/net/address.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

#include <netinet/in.h>
#include <pcap/dlt.h>

namespace Pcap {

namespace {

constexpr quint16 EtherIpv4 = 0x0800;
constexpr quint16 EtherIpv6 = 0x86dd;
constexpr int MostTags = 4;
constexpr int MostExtensions = 16;
constexpr uchar TcpProtocol = 6;

quint8 byteAt(QByteArrayView bytes, qsizetype at)
{
    return static_cast<quint8>(bytes[at]);
}

quint16 wordAt(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.data() + at);
}

quint32 longAt(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

bool isVlanTag(quint16 type)
{
    return type == 0x8100 || type == 0x88a8 || type == 0x9100;
}

/// By the version that the header begins with.
quint16 typeOfIp(QByteArrayView packet)
{
    if (packet.isEmpty())
        return 0;
    const int version = byteAt(packet, 0) >> 4;
    return version == 4 ? EtherIpv4 : version == 6 ? EtherIpv6 : quint16(0);
}

} // namespace

QByteArray SegmentEnd::toText() const
{
    if (address.size() == 4) {
        sockaddr_in ipv4 {};
        ipv4.sin_family = AF_INET;
        ipv4.sin_port = htons(port);
        std::memcpy(&ipv4.sin_addr, address.constData(), 4);
        return Net::Address(reinterpret_cast<const sockaddr *>(&ipv4), sizeof ipv4).toText();
    }
    sockaddr_in6 ipv6 {};
    ipv6.sin6_family = AF_INET6;
    ipv6.sin6_port = htons(port);
    std::memcpy(&ipv6.sin6_addr, address.constData(),
                static_cast<std::size_t>(std::min<qsizetype>(16, address.size())));
    return Net::Address(reinterpret_cast<const sockaddr *>(&ipv6), sizeof ipv6).toText();
}

SegmentReader::SegmentReader(int linkType)
    : m_linkType(linkType)
{
}

bool SegmentReader::knows(int linkType)
{
    switch (linkType) {
    case DLT_EN10MB:
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
    case DLT_NULL:
    case DLT_LOOP:
    case DLT_LINUX_SLL:
    case DLT_LINUX_SLL2:
        return true;
    default:
        return false;
    }
}

std::optional<SegmentReader::Network> SegmentReader::networkOf(QByteArrayView packet) const
{
    qsizetype typeAt = 0;
    qsizetype headBytes = 0;
    switch (m_linkType) {
    case DLT_EN10MB:
        typeAt = 12;
        headBytes = 14;
        break;
    case DLT_LINUX_SLL:
        typeAt = 14;
        headBytes = 16;
        break;
    case DLT_LINUX_SLL2:
        typeAt = 0;
        headBytes = 20;
        break;
    case DLT_NULL:
    case DLT_LOOP:
        // A family in the byte order and with the numbers of whoever captured it; IP tells itself.
        if (packet.size() < 4)
            return std::nullopt;
        return Network {typeOfIp(packet.sliced(4)), packet.sliced(4)};
    default:
        return Network {typeOfIp(packet), packet};
    }
    if (packet.size() < headBytes)
        return std::nullopt;
    Network network {wordAt(packet, typeAt), packet.sliced(headBytes)};
    for (int tags = 0; tags < MostTags && isVlanTag(network.type); ++tags) {
        if (network.bytes.size() < 4)
            return std::nullopt;
        network.type = wordAt(network.bytes, 2);
        network.bytes = network.bytes.sliced(4);
    }
    return network;
}

std::optional<Segment> SegmentReader::broken()
{
    ++m_counts.broken;
    return std::nullopt;
}

std::optional<Segment> SegmentReader::take(QByteArrayView packet)
{
    ++m_counts.packets;
    const auto network = networkOf(packet);
    if (!network)
        return broken();
    if (network->type == EtherIpv4)
        return readIpv4(network->bytes);
    if (network->type == EtherIpv6)
        return readIpv6(network->bytes);
    return std::nullopt;
}

std::optional<Segment> SegmentReader::readIpv4(QByteArrayView packet)
{
    constexpr qsizetype LeastHead = 20;
    if (packet.size() < LeastHead || byteAt(packet, 0) >> 4 != 4)
        return broken();
    const qsizetype headBytes = qsizetype(byteAt(packet, 0) & 0x0f) * 4;
    // With segmentation left to the network card the length may be 0: then it is the packet's.
    const qsizetype announced = wordAt(packet, 2);
    const qsizetype total = announced == 0 ? packet.size() : announced;
    if (headBytes < LeastHead || packet.size() < headBytes || total < headBytes)
        return broken();
    if (byteAt(packet, 9) != TcpProtocol)
        return std::nullopt;
    const QByteArray from = packet.sliced(12, 4).toByteArray();
    const QByteArray to = packet.sliced(16, 4).toByteArray();
    // What is behind the length is the link's padding.
    const QByteArrayView data = packet.first(std::min(total, packet.size())).sliced(headBytes);
    const unsigned fragment = wordAt(packet, 6);
    const bool hasMore = (fragment & 0x2000U) != 0;
    const qint64 offset = qint64(fragment & 0x1fffU) * 8;
    if (!hasMore && offset == 0)
        return readTcp(from, to, data, total - headBytes);
    ++m_counts.fragments;
    const auto whole
        = m_fragments.take({from + to + packet.sliced(4, 2).toByteArray(), offset, !hasMore, data});
    return whole ? readTcp(from, to, *whole, whole->size()) : std::nullopt;
}

std::optional<Segment> SegmentReader::readIpv6(QByteArrayView packet)
{
    constexpr qsizetype HeadBytes = 40;
    if (packet.size() < HeadBytes || byteAt(packet, 0) >> 4 != 6)
        return broken();
    const QByteArray from = packet.sliced(8, 16).toByteArray();
    const QByteArray to = packet.sliced(24, 16).toByteArray();
    const qsizetype announced = wordAt(packet, 4);
    qint64 size = announced == 0 ? packet.size() - HeadBytes : announced;
    QByteArrayView data = packet.sliced(HeadBytes);
    data = data.first(std::min<qsizetype>(data.size(), size));
    uchar next = byteAt(packet, 6);
    QByteArray whole; // of fragments
    for (int headers = 0; headers < MostExtensions; ++headers) {
        qsizetype bytes = 0;
        switch (next) {
        case TcpProtocol:
            return readTcp(from, to, data, size);
        case 0: // hop by hop
        case 43: // routing
        case 60: // destination
            if (data.size() < 8)
                return broken();
            bytes = qsizetype(byteAt(data, 1) + 1) * 8;
            break;
        case 51: // authentication
            if (data.size() < 8)
                return broken();
            bytes = qsizetype(byteAt(data, 1) + 2) * 4;
            break;
        case 44: { // fragment
            if (data.size() < 8)
                return broken();
            const unsigned fragment = wordAt(data, 2);
            next = byteAt(data, 0);
            if ((fragment & 0xfff9U) == 0) { // the only one
                data = data.sliced(8);
                size -= 8;
                continue;
            }
            ++m_counts.fragments;
            auto datagram
                = m_fragments.take({from + to + data.sliced(4, 4).toByteArray(), fragment & 0xfff8U,
                                    (fragment & 1U) == 0, data.sliced(8)});
            if (!datagram)
                return std::nullopt;
            whole = std::move(*datagram);
            data = whole;
            size = whole.size();
            continue;
        }
        default:
            return std::nullopt;
        }
        if (data.size() < bytes)
            return broken();
        next = byteAt(data, 0);
        data = data.sliced(bytes);
        size -= bytes;
    }
    return broken();
}

std::optional<Segment> SegmentReader::readTcp(const QByteArray &from, const QByteArray &to,
                                              QByteArrayView bytes, qint64 size)
{
    constexpr qsizetype LeastHead = 20;
    if (bytes.size() < LeastHead)
        return broken();
    const qsizetype headBytes = qsizetype(byteAt(bytes, 12) >> 4) * 4;
    if (headBytes < LeastHead || size < headBytes)
        return broken();
    ++m_counts.segments;
    const unsigned flags = byteAt(bytes, 13);
    Segment segment;
    segment.from = {from, wordAt(bytes, 0)};
    segment.to = {to, wordAt(bytes, 2)};
    segment.number = longAt(bytes, 4);
    segment.acknowledged = longAt(bytes, 8);
    segment.isFin = (flags & 1U) != 0;
    segment.isSyn = (flags & 2U) != 0;
    segment.isReset = (flags & 4U) != 0;
    segment.hasAck = (flags & 16U) != 0;
    segment.size = size - headBytes;
    if (bytes.size() > headBytes)
        segment.bytes = bytes.sliced(headBytes).toByteArray();
    return segment;
}

} // namespace Pcap
