// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/trafficdecoder.h"

#include <QTest>

/// What taps report, written by hand, and the bytes for it.
namespace HandmadeWire {

/// A tap's report. Time goes on by 1 ms an event.
class Wire
{
public:
    Capture::TrafficDecoder decoder;

    Capture::Id open(const QByteArray &client = "127.0.0.1:50000")
    {
        const Capture::Id id = ++m_connections;
        decoder.take(Capture::WireOpened {.connection = id,
                                          .source = 1,
                                          .time = tick(),
                                          .client = client,
                                          .target = "127.0.0.1:3000"});
        return id;
    }
    void sent(Capture::Id id, const QByteArray &bytes)
    {
        feed(id, Capture::Direction::Sent, bytes);
    }
    void received(Capture::Id id, const QByteArray &bytes)
    {
        feed(id, Capture::Direction::Received, bytes);
    }
    void close(Capture::Id id)
    {
        decoder.take(Capture::WireClosed {.connection = id, .time = tick()});
    }

    void changed(Capture::Id id, const QByteArray &what, const QByteArray &by)
    {
        decoder.take(
            Capture::WireChanged {.connection = id, .time = tick(), .what = what, .by = by});
    }
    void counted(Capture::Id id)
    {
        decoder.take(
            Capture::WireCounted {.connection = id, .direction = Capture::Direction::Sent});
        decoder.take(
            Capture::WireCounted {.connection = id, .direction = Capture::Direction::Received});
    }
    void marked(Capture::Id id, Capture::Direction direction, qint64 number,
                const Capture::Alteration &alteration)
    {
        decoder.take(Capture::WireMarked {.connection = id,
                                          .direction = direction,
                                          .number = number,
                                          .time = tick(),
                                          .alteration = alteration});
    }
    void uncrossed(Capture::Id id, Capture::Direction direction,
                   const std::vector<Capture::WireUncrossed::Piece> &pieces,
                   const Capture::Alteration &alteration, const QByteArray &sid = {},
                   quint8 opCode = 0)
    {
        decoder.take(Capture::WireUncrossed {.connection = id,
                                             .direction = direction,
                                             .time = tick(),
                                             .sid = sid,
                                             .opCode = opCode,
                                             .pieces = pieces,
                                             .alteration = alteration});
    }
    /// Bytes that did not cross the target side.
    void ours(Capture::Id id, Capture::Direction direction, const QByteArray &bytes)
    {
        decoder.take(Capture::WireBytes {.connection = id,
                                         .direction = direction,
                                         .time = tick(),
                                         .bytes = bytes,
                                         .ours = true});
    }

    /// A request and its answer on a connection of their own.
    void exchange(const QByteArray &request, const QByteArray &response)
    {
        const Capture::Id id = open();
        sent(id, request);
        received(id, response);
        close(id);
    }
    Capture::Id webSocket(const QByteArray &target)
    {
        const Capture::Id id = open();
        sent(id,
             "GET " + target
                 + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        received(id,
                 "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                 "Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
                 "\r\n\r\n");
        return id;
    }

    Capture::RecordBatch finish()
    {
        decoder.flush(tick());
        decoder.finish(tick());
        return decoder.takeBatch();
    }
    Capture::Time now() const { return m_now; }
    void wait(std::chrono::milliseconds time) { m_now += time; }

    Capture::Time tick() { return m_now += std::chrono::milliseconds(1); }

private:
    void feed(Capture::Id id, Capture::Direction direction, const QByteArray &bytes)
    {
        decoder.take(Capture::WireBytes {
            .connection = id, .direction = direction, .time = tick(), .bytes = bytes});
    }

    Capture::Id m_connections = 0;
    Capture::Time m_now {std::chrono::seconds(1000)};
};

inline QByteArray get(const QByteArray &sid = {})
{
    return "GET /socket.io/?EIO=4&transport=polling" + (sid.isEmpty() ? sid : "&sid=" + sid)
        + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

inline QByteArray post(const QByteArray &sid, const QByteArray &body)
{
    return "POST /socket.io/?EIO=4&transport=polling&sid=" + sid
        + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

inline QByteArray ok(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

inline QByteArray openPacket(const QByteArray &sid)
{
    return "0{\"sid\":\"" + sid
        + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000}";
}

inline QByteArray masked(const QByteArray &payload, bool binary = false)
{
    QByteArray frame;
    frame += static_cast<char>(binary ? 0x82 : 0x81);
    frame += static_cast<char>(0x80 | payload.size());
    return frame + QByteArray(4, '\0') + payload; // a key of zeros is still a mask
}

inline QByteArray unmasked(const QByteArray &payload, bool binary = false)
{
    QByteArray frame;
    frame += static_cast<char>(binary ? 0x82 : 0x81);
    frame += static_cast<char>(payload.size());
    return frame + payload;
}

/// What crossed is no less than what the layers say it cost.
inline void checkLayers(const Capture::RecordBatch &batch)
{
    const Capture::Totals &totals = *batch.totals;
    for (const Capture::Direction direction :
         {Capture::Direction::Sent, Capture::Direction::Received}) {
        const qint64 http = totals.wire.of(direction) + totals.saved.of(direction)
            - totals.payload.of(direction) - totals.socketIo.of(direction)
            - totals.engineIo.of(direction) - totals.webSocket.of(direction);
        QVERIFY2(http >= 0, "the layers cost more than crossed");
    }
}

} // namespace HandmadeWire
