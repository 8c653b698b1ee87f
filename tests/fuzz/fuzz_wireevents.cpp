// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/trafficdecoder.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace Capture;

namespace {

constexpr Id Connections = 3; // plain, a WebSocket, polling

/// The input, piece by piece.
class Input
{
public:
    Input(const uint8_t *data, std::size_t size)
        : m_rest(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size))
    {
    }
    bool isEmpty() const { return m_rest.isEmpty(); }
    quint8 byte()
    {
        const QByteArrayView one = take(1);
        return one.isEmpty() ? quint8(0) : static_cast<quint8>(one.front());
    }
    QByteArray bytes()
    {
        const qsizetype length = byte();
        return take(length).toByteArray();
    }

private:
    QByteArrayView take(qsizetype length)
    {
        const QByteArrayView taken = m_rest.first(std::min(length, m_rest.size()));
        m_rest = m_rest.sliced(taken.size());
        return taken;
    }

    QByteArrayView m_rest;
};

class Wire
{
public:
    void begin(Id connection)
    {
        m_decoder.take(
            WireOpened {.connection = connection, .source = 1, .time = tick(), .client = "a:1"});
        if (connection == 2) {
            bytes(connection, Direction::Sent,
                  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\n"
                  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            bytes(connection, Direction::Received,
                  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                  "Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
                  "\r\n\r\n");
        } else if (connection == 3) {
            bytes(connection, Direction::Sent,
                  "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n");
            bytes(connection, Direction::Received,
                  "HTTP/1.1 200 OK\r\nContent-Length: 78\r\n\r\n"
                  "0{\"sid\":\"S\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                  "\"pingTimeout\":20000}");
        }
    }

    void next(Input &input)
    {
        const quint8 what = input.byte();
        const Id connection = 1 + (what >> 6) % Connections;
        const auto direction = (what & 0x20U) != 0 ? Direction::Received : Direction::Sent;
        switch (what & 7U) {
        case 0:
            bytes(connection, direction, input.bytes(), (what & 0x10U) != 0);
            break;
        case 1:
            if ((what & 0x10U) != 0) {
                m_decoder.take(WireMissing {.connection = connection,
                                            .direction = direction,
                                            .since = m_now,
                                            .time = tick(),
                                            .bytes = 1 + input.byte()});
                break;
            }
            m_decoder.take(WireCounted {.connection = connection, .direction = direction});
            break;
        case 2:
            m_decoder.take(WireMarked {.connection = connection,
                                       .direction = direction,
                                       .number = input.byte() - 2,
                                       .time = tick(),
                                       .alteration = alteration(input)});
            break;
        case 3:
        case 4: {
            WireUncrossed event {.connection = connection,
                                 .direction = direction,
                                 .time = tick(),
                                 .sid = (what & 0x10U) != 0 ? QByteArray("S") : QByteArray(),
                                 .opCode = 0,
                                 .pieces = {},
                                 .alteration = alteration(input)};
            const quint8 more = input.byte();
            event.opCode = (more & 0x40U) != 0 ? quint8(more & 15U) : quint8(0);
            for (int left = more & 3; left > 0; --left) {
                const bool isBinary = (input.byte() & 1U) != 0;
                event.pieces.push_back({input.bytes(), isBinary});
            }
            m_decoder.take(std::move(event));
            break;
        }
        case 5:
            m_decoder.take(WireChanged {.connection = connection,
                                        .time = tick(),
                                        .what = "x",
                                        .by = (what & 0x10U) != 0 ? "host" : "rule"});
            break;
        case 6:
            if ((what & 0x10U) != 0)
                m_decoder.pause(tick());
            else
                m_decoder.resume(tick());
            break;
        default:
            m_decoder.take(WireClosed {.connection = connection, .time = tick()});
            begin(connection);
        }
    }

    void finish()
    {
        m_decoder.resume(tick());
        m_decoder.flush(tick());
        m_decoder.finish(tick());
        const RecordBatch batch = m_decoder.takeBatch();
        const Id last = batch.messages.empty() ? 0 : batch.messages.back().id;
        for (const AlterationRecord &record : batch.alterations) {
            if (record.message <= 0 || record.message > last)
                qFatal("An alteration of no message");
        }
        for (const AnswerRecord &answer : batch.answers) {
            if (answer.asked >= answer.answer)
                qFatal("An answer before its question");
        }
    }

private:
    Time tick() { return m_now += std::chrono::milliseconds(1); }
    void bytes(Id connection, Direction direction, const QByteArray &bytes, bool ours = false)
    {
        m_decoder.take(WireBytes {.connection = connection,
                                  .direction = direction,
                                  .time = tick(),
                                  .bytes = bytes,
                                  .ours = ours});
    }
    static Alteration alteration(Input &input)
    {
        const auto what = static_cast<Alteration::What>(input.byte() & 7U);
        return {.what = what, .by = "rule", .heldUs = 5, .other = "42[\"was\"]"};
    }

    TrafficDecoder m_decoder;
    Time m_now {std::chrono::seconds(1000)};
};

} // namespace

/// What a tap reports of three connections, in any order: traffic, what it did to messages,
/// messages that never crossed, and what is missing in an import.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    Input input(data, size);
    Wire wire;
    for (Id connection = 1; connection <= Connections; ++connection)
        wire.begin(connection);
    while (!input.isEmpty())
        wire.next(input);
    wire.finish();
    return 0;
}
