// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/request.h"
#include "protocol/server/websocketchannel.h"

#include <functional>
#include <memory>
#include <optional>

namespace Server {

/// One request and the answer it will get, now or later.
///
/// Handlers get it when the head is there and may keep it. It ends with respond(),
/// acceptWebSocket(), reset(), or when the client goes (onAborted); after that nothing it is asked
/// has any effect.
class Exchange
{
public:
    /// The body, or nothing if it is larger than what was allowed.
    using BodyHandler = std::function<void(std::optional<QByteArray> body)>;

    /// What a connection does for the exchange that it carries.
    class Carrier
    {
    public:
        virtual void readBody(qsizetype maxBytes) = 0;
        virtual void respond(Response response) = 0;
        virtual std::shared_ptr<WebSocketChannel>
        acceptWebSocket(const WebSocketChannel::Options &options) = 0;
        virtual void reset() = 0;

    protected:
        ~Carrier() = default;
    };

    Exchange(Carrier &carrier, Request request);

    const Request &request() const { return m_request; }
    bool isOpen() const { return m_carrier != nullptr; }

    /// Reads the body and calls \a done once, unless the client goes before. A body that nobody
    /// reads is passed over.
    void readBody(qsizetype maxBytes, BodyHandler done);
    /// Goes into the head of what it is answered with respond().
    void addFields(const QList<Http::Field> &fields) { m_fields += fields; }
    /// Answers.
    void respond(Response response);
    /// Answers 101 to a request that asks for a WebSocket, which Request::head says. For the
    /// handler itself, not for later. Null if the handshake is no good: then it has been answered.
    std::shared_ptr<WebSocketChannel> acceptWebSocket(const WebSocketChannel::Options &options);
    /// Cuts the connection without an answer.
    void reset();

    /// The client went before there was an answer.
    std::function<void()> onAborted;

    /// For the carrier.
    void giveBody(std::optional<QByteArray> body);
    void detach(bool aborted);

private:
    Carrier *m_carrier; // null once it has ended
    Request m_request;
    BodyHandler m_bodyHandler;
    QList<Http::Field> m_fields; // for the answer
};

} // namespace Server
