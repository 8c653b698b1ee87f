// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/framedecoder.h"
#include "protocol/websocket/frameencoder.h"
#include "protocol/websocket/messagedecoder.h"

#include <QtEndian>

#include <benchmark/benchmark.h>

using namespace WebSocket;

namespace {

constexpr qsizetype WireBytes = qsizetype(8) << 20;
constexpr qsizetype ReadBytes = qsizetype(256) << 10; // what one read of a relay gives at most

/// Masked frames with \a payloadBytes each, cut as a relay reads them.
QList<QByteArray> reads(qsizetype payloadBytes, const std::optional<DeflateParameters> &deflate,
                        qint64 &frames)
{
    FrameEncoder encoder(Sender::Client, deflate);
    QByteArray wire;
    frames = 0;
    while (wire.size() < WireBytes) {
        const QByteArray text = "42[\"message\",{\"number\":" + QByteArray::number(frames)
            + ",\"text\":\"" + QByteArray(payloadBytes, 'x') + "\"}]";
        wire += encoder.message(OpCode::Text, text.first(payloadBytes));
        ++frames;
    }
    QList<QByteArray> pieces;
    for (qsizetype i = 0; i < wire.size(); i += ReadBytes)
        pieces.append(wire.mid(i, ReadBytes));
    return pieces;
}

void report(benchmark::State &state, const QList<QByteArray> &pieces, qint64 frames)
{
    qint64 bytes = 0;
    for (const QByteArray &piece : pieces)
        bytes += piece.size();
    const auto iterations = static_cast<qint64>(state.iterations());
    state.SetItemsProcessed(frames * iterations);
    state.SetBytesProcessed(bytes * iterations);
}

/// The peer: the least that anyone can do. One copy of each payload, no state, no checks, and the
/// whole wire in one piece.
void copyPayloads(benchmark::State &state)
{
    qint64 frames = 0;
    const QList<QByteArray> pieces = reads(state.range(0), {}, frames);
    const QByteArray wire = QByteArrayList(pieces).join();
    for (auto _ : state) {
        const char *in = wire.constData();
        const char *const end = in + wire.size();
        while (in < end) {
            const int shortLength = static_cast<uchar>(in[1]) & 0x7fU;
            const qsizetype length
                = shortLength == 126 ? qFromBigEndian<quint16>(in + 2) : shortLength;
            in += shortLength == 126 ? 8 : 6;
            const QByteArray payload(in, length);
            benchmark::DoNotOptimize(payload.constData());
            in += length;
        }
    }
    report(state, pieces, frames);
}

void decodeFrames(benchmark::State &state)
{
    qint64 frames = 0;
    const QList<QByteArray> pieces = reads(state.range(0), {}, frames);
    for (auto _ : state) {
        FrameDecoder decoder(Sender::Client);
        for (const QByteArray &piece : pieces) {
            decoder.feed(piece);
            while (const auto part = decoder.next())
                benchmark::DoNotOptimize(part->bytes.constData());
        }
    }
    report(state, pieces, frames);
}

void decode(benchmark::State &state, const std::optional<DeflateParameters> &deflate)
{
    qint64 frames = 0;
    const QList<QByteArray> pieces = reads(state.range(0), deflate, frames);
    for (auto _ : state) {
        FrameDecoder decoder(Sender::Client);
        MessageDecoder messages(Sender::Client, deflate);
        for (const QByteArray &piece : pieces) {
            decoder.feed(piece);
            while (auto part = decoder.next()) {
                messages.feed(std::move(*part));
                while (const auto event = messages.next())
                    benchmark::DoNotOptimize(event->bytes.constData());
            }
        }
    }
    report(state, pieces, frames);
}

void decodeMessages(benchmark::State &state)
{
    decode(state, std::nullopt);
}

void inflateMessages(benchmark::State &state)
{
    decode(state, DeflateParameters {});
}

} // namespace

BENCHMARK(copyPayloads)->Arg(100)->Arg(16384)->Name("peer: copy payloads");
BENCHMARK(decodeFrames)->Arg(100)->Arg(16384)->Name("FrameDecoder");
BENCHMARK(decodeMessages)->Arg(100)->Arg(16384)->Name("FrameDecoder + MessageDecoder");
BENCHMARK(inflateMessages)->Arg(100)->Arg(16384)->Name("the same, compressed");
