// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/data.h"
#include "protocol/socketio/packetassembler.h"
#include "protocol/socketio/packetencoder.h"
#include "tests/support/chunks.h"

#include <QJsonDocument>

#include <cstdlib>

using namespace SocketIo;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// simdjson and Qt agree on what JSON is, but for what is too deep or too large for Qt.
void compareWithQt(const QByteArray &json, const JsonFacts &facts)
{
    if (!facts.valid || json.contains('e') || json.contains('E') || json.size() > 300)
        return;
    require(!QJsonDocument::fromJson('[' + json + ']').isNull());
}

void checkText(QByteArrayView text, int protocol)
{
    PacketDecoder decoder;
    const Packet packet = decoder.decodeText(text, protocol);
    require(packet.headerBytes + packet.dataBytes == text.size());
    decoder.decodeText(text, protocol, false);
    compareWithQt(packet.data, JsonReader().read(packet.data));
    if (packet.problems.isEmpty() && packet.encoding == Encoding::Text) {
        const Packet again = decoder.decodeText(encodeText(packet), protocol);
        require(again.data == packet.data && again.nsp == packet.nsp
                && again.ackId == packet.ackId);
        require(again.problems.isEmpty());
    }
    const QByteArray rendered = dataWithAttachments(packet.data, {"\x01", ""});
    require(JsonReader().read(rendered).valid == JsonReader().read(packet.data).valid);
}

} // namespace

/// Each chunk is one Engine.IO message: its first byte says of which kind.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const int protocol = data[0] % 3 + 3;
    PacketAssembler assembler(protocol == 3 ? 0 : protocol);
    qint64 fed = 0;
    qint64 out = 0;
    const auto take = [&] {
        while (const auto assembled = assembler.next()) {
            out += assembled->messages;
            assembled->renderedData();
            if (assembled->packet.encoding == Encoding::Msgpack)
                encodeMsgpack(assembled->packet);
        }
    };
    inChunks(QByteArrayView(data + 1, static_cast<qsizetype>(size) - 1), [&](QByteArrayView chunk) {
        if (chunk.isEmpty())
            return;
        ++fed;
        const QByteArrayView message = chunk.sliced(1);
        if (chunk.front() % 2 == 0) {
            checkText(message, protocol);
            assembler.feedText(message);
        } else {
            assembler.feedBinary(message.toByteArray());
        }
        take();
    });
    assembler.finish();
    take();
    require(fed == out);
    return 0;
}
