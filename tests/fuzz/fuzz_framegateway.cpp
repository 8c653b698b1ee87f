// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/framegateway.h"
#include "protocol/websocket/messagereader.h"
#include "tests/support/chunks.h"

#include <cstddef>
#include <cstdlib>

using WebSocket::Sender;

namespace {

WebSocket::MaskingKey sameKey()
{
    return {1, 2, 3, 4};
}

QByteArray takeAll(Tap::FrameGateway &gateway, Sender sender)
{
    QByteArray all;
    for (QByteArray some = gateway.take(sender); !some.isEmpty(); some = gateway.take(sender))
        all += some;
    return all;
}

/// The messages that an endpoint reads in \a bytes; it must have nothing to say against them.
QByteArray messagesIn(const QByteArray &bytes)
{
    WebSocket::MessageReader reader(Sender::Server, {}, qsizetype(1) << 30);
    reader.feed(bytes);
    QByteArray all;
    while (const auto message = reader.next())
        all += char(message->opCode) + message->payload + message->close.reason;
    if (reader.failure())
        qFatal("The client was handed what it refuses");
    return all;
}

} // namespace

/// What a server or a client says comes out the same whole and cut, and what the client gets is
/// always what QWebSocket can read.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const Sender sender = (data[0] & 1U) != 0 ? Sender::Client : Sender::Server;
    std::optional<WebSocket::DeflateParameters> deflate;
    if ((data[0] & 2U) != 0)
        deflate.emplace();
    const QByteArrayView input(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    Tap::FrameGateway cut(deflate, sameKey);
    QByteArray whole;
    QByteArray out;
    inChunks(input, [&](QByteArrayView piece) {
        whole += piece;
        cut.feed(sender, piece.toByteArray());
        out += takeAll(cut, sender);
    });
    Tap::FrameGateway atOnce(deflate, sameKey);
    atOnce.feed(sender, whole);
    const QByteArray expected = takeAll(atOnce, sender);
    for (Tap::FrameGateway *gateway : {&cut, &atOnce})
        gateway->finish(sender);
    const auto one = cut.takeClose();
    const auto other = atOnce.takeClose();
    if (out != expected || cut.hasFailed() != atOnce.hasFailed()
        || one.has_value() != other.has_value()
        || (one && (one->code != other->code || one->problems != other->problems)))
        qFatal("A cut changed what came out");
    if (sender == Sender::Server)
        messagesIn(out);
    return 0;
}
