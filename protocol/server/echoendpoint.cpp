// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/echoendpoint.h"

namespace Server {

std::shared_ptr<WebSocketChannel> acceptPlain(Exchange &exchange, const QByteArray &subprotocol)
{
    if (!exchange.request().head.asksForUpgrade()) {
        Response response = Response::text("text/plain; charset=UTF-8", "This is a WebSocket.\n");
        response.status = 426;
        response.fields.append({QByteArrayLiteral("Upgrade"), QByteArrayLiteral("websocket")});
        exchange.respond(std::move(response));
        return nullptr;
    }
    WebSocketChannel::Options options;
    options.acceptDeflate = true;
    options.subprotocol = subprotocol;
    return exchange.acceptWebSocket(options);
}

void serveEcho(const std::shared_ptr<Exchange> &exchange)
{
    const auto channel = acceptPlain(*exchange);
    if (channel == nullptr)
        return;
    // The channel outlives its own functions, and must not hold itself.
    WebSocketChannel *echo = channel.get();
    channel->onText = [echo](const QByteArray &text) { echo->sendText(text); };
    channel->onBinary = [echo](const QByteArray &bytes) { echo->sendBinary(bytes); };
}

} // namespace Server
