// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/packet.h"
#include "protocol/engineio/payloaddecoder.h"
#include "protocol/socketio/packetassembler.h"

#include <benchmark/benchmark.h>

namespace {

/// 148 bytes, the size that the figures for other parsers are given for.
QByteArray typicalText()
{
    QByteArray text
        = R"(2/chat,17["chat message",{"user":"alice","room":"general","id":12345,"at":1700000000123,)"
          R"("text":"hello, how is everyone doing t","tags":["a","b"]}])";
    text.insert(text.indexOf("hello"), QByteArray(148 - text.size(), 'x'));
    return text;
}

void decodeText(benchmark::State &state)
{
    const QByteArray text = typicalText();
    SocketIo::PacketDecoder decoder;
    for (auto _ : state)
        benchmark::DoNotOptimize(decoder.decodeText(text, 5));
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * text.size());
}
BENCHMARK(decodeText);

/// All that is done for a WebSocket message: Engine.IO, then Socket.IO.
void decodeMessage(benchmark::State &state)
{
    const QByteArray message = '4' + typicalText();
    SocketIo::PacketAssembler assembler(5);
    for (auto _ : state) {
        const EngineIo::Packet packet
            = EngineIo::decodePacket(EngineIo::Revision::V4, message, false);
        assembler.feedText(packet.data());
        benchmark::DoNotOptimize(assembler.next());
    }
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * message.size());
}
BENCHMARK(decodeMessage);

void decodeLargeText(benchmark::State &state)
{
    QByteArray text = "2[\"list\"";
    while (text.size() < state.range(0))
        text += R"(,{"name":"value","number":123.5,"nested":{"a":[1,2,3],"b":"\u00e9"}})";
    text += ']';
    SocketIo::PacketDecoder decoder;
    for (auto _ : state)
        benchmark::DoNotOptimize(decoder.decodeText(text, 5));
    state.SetBytesProcessed(state.iterations() * text.size());
}
BENCHMARK(decodeLargeText)->Arg(16 << 10)->Arg(1 << 20);

void decodeMsgpack(benchmark::State &state)
{
    const auto bytes = QByteArray::fromHex("85a47479706502a46461746192a568656c6c6f84a475736572a5616"
                                           "c696365a269640ba474657874b468656c6c6f2c20686f"
                                           "7720617265207468696e6773a261748301ce00010000a162c0a163c"
                                           "3a76f7074696f6e7381a8636f6d7072657373c3a26964"
                                           "00a36e7370a12f");
    SocketIo::PacketDecoder decoder;
    for (auto _ : state)
        benchmark::DoNotOptimize(decoder.decodeMsgpack(bytes, 5));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decodeMsgpack);

void decodePayload(benchmark::State &state)
{
    const auto revision = static_cast<EngineIo::Revision>(state.range(0));
    QList<EngineIo::Packet> packets(
        100, EngineIo::Packet::text(EngineIo::PacketType::Message, typicalText()));
    const QByteArray body = encodePayload(revision, packets);
    for (auto _ : state) {
        EngineIo::PayloadDecoder decoder(revision);
        decoder.feed(body);
        decoder.finish();
        while (auto packet = decoder.next())
            benchmark::DoNotOptimize(packet);
    }
    state.SetItemsProcessed(state.iterations() * packets.size());
}
BENCHMARK(decodePayload)->Arg(3)->Arg(4);

} // namespace
