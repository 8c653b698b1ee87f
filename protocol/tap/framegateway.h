// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/framecompressor.h"
#include "protocol/tap/frameplainer.h"
#include "protocol/tap/privatetapobserver.h"

namespace Tap {

/// A WebSocket between a client that knows plain whole messages only and a server that may do all
/// that RFC 6455 and RFC 7692 allow. Also tells how it closed. Pure.
///
/// When the server breaks the protocol, the gateway sends it a close frame as a client should, and
/// has failed.
class FrameGateway
{
public:
    /// \a keys gives masking keys; by default they are random.
    explicit FrameGateway(const std::optional<WebSocket::DeflateParameters> &deflate,
                          std::function<WebSocket::MaskingKey()> keys = {});

    void feed(WebSocket::Sender sender, const QByteArray &bytes);
    /// What \a sender sent, as the other side is to get it; empty for nothing now.
    QByteArray take(WebSocket::Sender sender);
    /// The connection of \a sender has ended.
    void finish(WebSocket::Sender sender);

    /// How it closed: once, as soon as that is certain.
    std::optional<PrivateTapObserver::Close> takeClose();

    /// The client is to be dropped.
    bool hasFailed() const { return m_hasFailed; }
    bool clientHasClosed() const { return m_fromClient.isClosed(); }
    bool serverHasClosed() const { return m_fromServer.close().has_value(); }

private:
    void lookAtServer();
    void close(quint16 code, const QByteArray &reason, const Problems &problems = {});

    FramePlainer m_fromServer;
    FrameCompressor m_fromClient;
    std::function<WebSocket::MaskingKey()> m_keys;
    QByteArray m_toServer;
    bool m_hasFailed = false;
    bool m_isOver = false; // m_close was made
    std::optional<PrivateTapObserver::Close> m_close;
};

} // namespace Tap
