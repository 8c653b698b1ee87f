// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/abstractclient.h"

#include <memory>

namespace Tap {
class RelayContext;
}

namespace Client {

/// A plain WebSocket of our own, through its private tap.
///
/// What is sent while it connects waits; what is sent to a closed one is dropped. Control frames
/// are answered without being told, as QWebSocket does it; the capture has them.
class WebSocketClient final : public AbstractClient
{
    Q_OBJECT

public:
    /// \a context outlives it. \a source marks its connections.
    WebSocketClient(Tap::RelayContext &context, quint32 source, ClientOptions options,
                    QObject *parent = nullptr);
    /// Cuts what is open.
    ~WebSocketClient() override;

    void open() override;
    void close() override;

    /// outcome() follows, with \a number: Queued, Sent once its last byte is written, or Dropped.
    void send(quint64 number, const PlainMessage &message);
    /// Closes with a code of RFC 6455 7.4 that may cross, and a reason of 123 bytes of UTF-8 at
    /// most. No other attempt follows.
    void closeWith(quint16 code, const QByteArray &reason);

signals:
    void messageReceived(const QByteArray &bytes, bool isText);
    /// A pong, with the time since the ping of the same payload, 0 if there was none.
    void pongReceived(const QByteArray &payload, std::chrono::microseconds latency);
    /// Of a large message: bytes of its payload that left, and all of them.
    void progress(quint64 number, qint64 written, qint64 total);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace Client
