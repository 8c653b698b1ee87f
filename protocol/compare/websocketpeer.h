// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/lightwebsocket.h"
#include "protocol/compare/peer.h"

namespace Compare {

/// Does the work over a plain WebSocket: what the server says is the answer to the oldest question,
/// as long as there is one.
class WebSocketPeer final : public Peer
{
public:
    WebSocketPeer(Net::Poller &poller, QByteArray path, bool offersDeflate);

    void open(const QByteArray &address) override;
    void close() override;
    void tell(const QByteArray &text) override;
    void ask(const QByteArray &payload, bool binary) override;
    void broadcast(const QByteArray &text) override { tell(text); }
    void askRead() override;

private:
    void takeMessage();

    Client::LightWebSocket m_socket;
    QByteArray m_path;
    int m_asked = 0; // and not answered
};

} // namespace Compare
