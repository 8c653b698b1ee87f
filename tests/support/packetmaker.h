// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <array>

/// Packets written by hand, byte by byte, for tests of what reads them.
namespace PacketMaker {

template<typename Number>
QByteArray big(Number number)
{
    number = qToBigEndian(number);
    return QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
}

template<typename Number>
QByteArray little(Number number)
{
    number = qToLittleEndian(number);
    return QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
}

enum Flag : quint8 { Fin = 1, Syn = 2, Reset = 4, Push = 8, Ack = 16 };

struct Tcp
{
    quint16 from = 50'000;
    quint16 to = 3000;
    quint32 number = 0;
    quint32 acknowledged = 0;
    quint8 flags = Ack;
    QByteArray bytes;
    QByteArray options; ///< a multiple of four

    QByteArray packet() const
    {
        return big(from) + big(to) + big(number) + big(acknowledged)
            + big(static_cast<quint8>((5 + options.size() / 4) << 4)) + big(flags)
            + big(quint16(0xffff)) + big(quint32(0)) + options + bytes;
    }
};

/// From 10.0.0.1 to 10.0.0.2, or back.
inline QByteArray ipv4(const QByteArray &data, bool isBack = false, quint16 fragment = 0,
                       quint16 id = 7)
{
    const QByteArray one("\x0a\x00\x00\x01", 4);
    const QByteArray two("\x0a\x00\x00\x02", 4);
    return big(quint16(0x4500)) + big(static_cast<quint16>(20 + data.size())) + big(id)
        + big(fragment) + big(quint16(0x4006)) + big(quint16(0)) + (isBack ? two + one : one + two)
        + data;
}

/// From ::1 to ::2, with the header \a next first.
inline QByteArray ipv6(const QByteArray &data, quint8 next = 6)
{
    const auto address = [](char last) { return QByteArray(15, '\0') + last; };
    return big(quint32(0x60000000)) + big(static_cast<quint16>(data.size())) + big(next)
        + big(quint8(64)) + address(1) + address(2) + data;
}

inline QByteArray ethernet(const QByteArray &data, quint16 type = 0x0800)
{
    return QByteArray(12, '\x02') + big(type) + data;
}

struct Said
{
    bool isBack = false;
    QByteArray bytes;
};

/// A connection in Ethernet packets, an entry a segment of at most \a most bytes.
inline QByteArrayList conversation(const QList<Said> &said, quint16 port = 50'000,
                                   qsizetype most = 1400, bool hasSyn = true)
{
    QByteArrayList packets;
    std::array<quint32, 2> numbers {0xfffffff0, 5000}; // the client's goes round soon
    const auto add = [&](bool isBack, quint8 flags, const QByteArray &bytes) {
        const std::size_t side = isBack ? 1 : 0;
        packets.append(ethernet(ipv4(Tcp {.from = isBack ? quint16(3000) : port,
                                          .to = isBack ? port : quint16(3000),
                                          .number = numbers[side],
                                          .acknowledged = numbers[1 - side],
                                          .flags = flags,
                                          .bytes = bytes}
                                         .packet(),
                                     isBack)));
        numbers[side] += static_cast<quint32>(bytes.size()) + ((flags & (Syn | Fin)) != 0 ? 1 : 0);
    };
    if (hasSyn) {
        add(false, Syn, {});
        add(true, Syn | Ack, {});
        add(false, Ack, {});
    }
    for (const Said &some : said) {
        for (qsizetype at = 0; at < some.bytes.size(); at += most)
            add(some.isBack, Ack | Push, some.bytes.mid(at, most));
    }
    add(false, Fin | Ack, {});
    add(true, Fin | Ack, {});
    return packets;
}

/// A WebSocket is agreed to.
inline QList<Said> webSocket()
{
    return {{false,
             "GET /feed HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
             "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"},
            {true,
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
             "Connection: Upgrade\r\n"
             "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"}};
}

/// A file with these packets, a millisecond apart.
inline QByteArray pcapFile(const QByteArrayList &packets, quint32 linkType = 1)
{
    QByteArray file = little(quint32(0xa1b2c3d4)) + little(quint16(2)) + little(quint16(4))
        + little(quint64(0)) + little(quint32(1 << 18)) + little(linkType);
    quint32 number = 0;
    for (const QByteArray &packet : packets) {
        file += little(quint32(1'772'366'400 + number / 1000))
            + little(quint32(number % 1000 * 1000)) + little(static_cast<quint32>(packet.size()))
            + little(static_cast<quint32>(packet.size())) + packet;
        ++number;
    }
    return file;
}

} // namespace PacketMaker
