// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/messagedecoder.h"
#include "protocol/net/stream.h"
#include "protocol/server/exchange.h"

#include <QTimer>

namespace Server {

class Server;

/// One client's TCP connection: HTTP requests one after another, and then perhaps a WebSocket.
///
/// A pipelined request waits for the answer to the one before. A client that takes too long for a
/// request is answered 408, one that asks for nothing is left. Server owns it.
class Connection final : public std::enable_shared_from_this<Connection>,
                         private Net::Stream::Owner,
                         private Exchange::Carrier
{
public:
    Connection(Server &server, Net::Poller &poller, std::chrono::milliseconds patience);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    /// Returns an errno, 0 for none.
    int start(Net::Socket socket);
    /// Closes at once and lets go of what it carries.
    void shutDown();

private:
    void streamReceived(QByteArray bytes) override;
    void streamFinished() override;
    void streamClosed(int error) override;
    void readBody(qsizetype maxBytes) override;
    void respond(Response response) override;
    std::shared_ptr<WebSocketChannel>
    acceptWebSocket(const WebSocketChannel::Options &options) override;
    void reset() override;

    void pump();
    bool step();
    void take(Http::Head head);
    void take(const Http::BodyPart &part);
    void take(const Http::End &end);
    void take(const Http::Foreign &foreign);
    void refuse(int status);
    void feedChannel(const QByteArray &bytes);
    void leave();
    void timeOut();
    void letGo();
    void idleFor(std::chrono::milliseconds time) { m_idle.start(time); }

    Server &m_server;
    Net::Stream m_stream;
    std::chrono::milliseconds m_patience;
    Http::MessageDecoder m_decoder {Http::MessageDecoder::Role::Request};
    QByteArray m_peer;
    std::shared_ptr<Exchange> m_exchange; // until it is answered
    std::shared_ptr<WebSocketChannel> m_channel;
    QByteArray m_afterHandshake; // came with the request that asked for a WebSocket
    QByteArray m_body;
    qsizetype m_maxBodyBytes = 0;
    bool m_bodyWanted = false;
    bool m_inRequest = false; // its End has not come
    bool m_isHead = false; // the method is HEAD
    bool m_expectsContinue = false;
    bool m_closes = false; // after the answer
    bool m_pumping = false;
    QTimer m_idle;
};

} // namespace Server
