// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/abstractclient.h"

#include <memory>

namespace Tap {
class RelayContext;
}

namespace Client {

/// A Socket.IO client of our own, of protocol 4 or 5, through its private tap. Behaves as
/// socket.io-client does: upgrade, heartbeat, reconnection, recovery of the connection's state.
///
/// It tells more than that one: what became of each emission, and events that nobody waits for.
class SocketIoClient final : public AbstractClient
{
    Q_OBJECT

public:
    /// \a context outlives it. \a source marks its connections.
    SocketIoClient(Tap::RelayContext &context, quint32 source, ClientOptions options,
                   QObject *parent = nullptr);
    /// Cuts what is open.
    ~SocketIoClient() override;

    void open() override;
    void close() override;

    /// outcome() follows, with \a number. An event for a namespace that is not connected waits for
    /// its CONNECT; one for a namespace that nobody asked for is dropped.
    void emitEvent(quint64 number, const Emission &emission);
    /// Answers a question of the server, once; without effect when it is over.
    void acknowledge(const QByteArray &nsp, quint64 ackId, const SocketIo::Arguments &arguments);
    /// Asks for one more namespace, or again for one that was refused or left; opens a client that
    /// has failed.
    void connectTo(const NamespaceOptions &options);
    /// Leaves a namespace. Leaving the last one closes the client.
    void disconnectFrom(const QByteArray &nsp);
    /// What \a nsp is asked for with from the next CONNECT on: a JSON object, or nothing.
    void setAuth(const QByteArray &nsp, const QByteArray &auth);
    /// The first rule that fits answers.
    void setAutoAnswers(const QList<AutoAnswer> &rules);

signals:
    void eventReceived(const Client::ReceivedEvent &event);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace Client
