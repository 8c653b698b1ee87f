// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QFile>
#include <QtEndian>

/// One WebSocket in a pcap file of bare IPv4 packets (link type 101), a frame a packet, for other
/// programs to read: with TCP's handshake and the upgrade before it. Checksums are left at 0.
class WebSocketPcap
{
public:
    explicit WebSocketPcap(const QString &path)
        : m_file(path)
    {
        m_isGood = m_file.open(QIODevice::WriteOnly);
        put<quint32>(0xa1b2c3d4);
        put<quint16>(2);
        put<quint16>(4);
        put<qint32>(0);
        put<quint32>(0);
        put<quint32>(1 << 16); // the longest packet
        put<quint32>(101);
        packet(Capture::Direction::Sent, Syn, {});
        packet(Capture::Direction::Received, Syn | Ack, {});
        packet(Capture::Direction::Sent, Ack, {});
        packet(Capture::Direction::Sent, Ack | Push,
               "GET /feed HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
               "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        packet(Capture::Direction::Received, Ack | Push,
               "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    }

    /// \a payload is at most 65,535 bytes; a client's are masked with zeros.
    void frame(Capture::Direction direction, int opCode, const QByteArray &payload)
    {
        const bool isMasked = direction == Capture::Direction::Sent;
        QByteArray bytes(1, char(0x80 | opCode));
        const int mask = isMasked ? 0x80 : 0;
        if (payload.size() < 126) {
            bytes += char(mask | int(payload.size()));
        } else {
            bytes += char(mask | 126);
            bytes += char(payload.size() >> 8);
            bytes += char(payload.size() & 0xff);
        }
        if (isMasked)
            bytes += QByteArray(4, '\0');
        packet(direction, Ack | Push, bytes + payload);
    }

    /// Everything is in the file.
    bool finish() { return m_isGood && m_file.flush(); }

private:
    enum Flag { Syn = 2, Push = 8, Ack = 16 };

    template<typename Number>
    void put(Number number)
    {
        write(&number, sizeof number);
    }
    template<typename Number>
    void putBig(Number number)
    {
        put(qToBigEndian(number));
    }
    void write(const void *bytes, std::size_t size)
    {
        m_isGood = m_isGood
            && m_file.write(static_cast<const char *>(bytes), static_cast<qint64>(size))
                == static_cast<qint64>(size);
    }

    void packet(Capture::Direction direction, int flags, const QByteArray &data)
    {
        const bool isSent = direction == Capture::Direction::Sent;
        quint32 &ours = isSent ? m_sent : m_received;
        const quint32 theirs = isSent ? m_received : m_sent;
        const auto size = static_cast<quint32>(40 + data.size());
        put<quint32>(1'772'366'400 + m_packets / 10'000);
        put<quint32>(m_packets % 10'000 * 100);
        put<quint32>(size);
        put<quint32>(size);
        ++m_packets;
        // IPv4
        put<quint8>(0x45);
        put<quint8>(0);
        putBig<quint16>(static_cast<quint16>(size));
        put<quint32>(0);
        put<quint8>(64);
        put<quint8>(6);
        put<quint16>(0);
        putBig<quint32>(isSent ? Client : Server);
        putBig<quint32>(isSent ? Server : Client);
        // TCP
        putBig<quint16>(isSent ? ClientPort : ServerPort);
        putBig<quint16>(isSent ? ServerPort : ClientPort);
        putBig<quint32>(ours);
        putBig<quint32>((flags & Ack) != 0 ? theirs : 0);
        put<quint8>(5 << 4);
        put<quint8>(static_cast<quint8>(flags));
        putBig<quint16>(0xffff);
        put<quint32>(0);
        write(data.constData(), static_cast<std::size_t>(data.size()));
        ours += static_cast<quint32>(data.size()) + ((flags & Syn) != 0 ? 1 : 0);
    }

    static constexpr quint32 Client = 0x7f000001;
    static constexpr quint32 Server = 0x7f000002;
    static constexpr quint16 ClientPort = 40'000;
    static constexpr quint16 ServerPort = 80;

    QFile m_file;
    bool m_isGood = false;
    quint32 m_packets = 0;
    quint32 m_sent = 1'000; // the next byte's number
    quint32 m_received = 2'000;
};
