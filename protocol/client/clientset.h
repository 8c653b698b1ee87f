// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientstatus.h"
#include "protocol/net/netthread.h"

#include <QObject>

#include <memory>

namespace Tap {
class TapSet;
}

namespace Client {

/// The clients of the program, added and removed while they run. It lives in the thread of its
/// maker; the clients live in the net thread, and only values cross, in batches: while one is being
/// told the next gathers.
///
/// \a source is the caller's number for a client, one that no tap of the same capture has. Calls
/// for an unknown one have no effect. Calls for the other kind of client have none either.
class ClientSet : public QObject
{
    Q_OBJECT

public:
    /// \a net and \a taps, whose connections are numbered together with these, outlive the set.
    ClientSet(Net::NetThread &net, Tap::TapSet &taps, QObject *parent = nullptr);
    /// Removes all: when it returns nothing more is recorded of them.
    ~ClientSet() override;

    /// A new client, not opened yet; of which kind its options say.
    void add(quint32 source, const ClientOptions &options);
    void open(quint32 source);
    /// Leaves as a client should.
    void close(quint32 source);
    /// Cuts what is open; removed() follows, and nothing else.
    void remove(quint32 source);

    // WebSocketClient
    void send(quint32 source, quint64 number, const PlainMessage &message);
    void closeWith(quint32 source, quint16 code, const QByteArray &reason);

    // SocketIoClient
    void emitEvent(quint32 source, quint64 number, const Emission &emission);
    void acknowledge(quint32 source, const QByteArray &nsp, quint64 ackId,
                     const SocketIo::Arguments &arguments);
    void connectTo(quint32 source, const NamespaceOptions &options);
    void disconnectFrom(quint32 source, const QByteArray &nsp);
    void setAuth(quint32 source, const QByteArray &nsp, const QByteArray &auth);
    void setAutoAnswers(quint32 source, const QList<AutoAnswer> &rules);

signals:
    void statusChanged(quint32 source, const Client::ClientStatus &status);
    void outcome(quint32 source, const Client::Outcome &outcome);
    void removed(quint32 source);

    // WebSocketClient
    void pongReceived(quint32 source, const QByteArray &payload, std::chrono::microseconds latency);
    void progress(quint32 source, quint64 number, qint64 written, qint64 total);

    // SocketIoClient
    /// While the listener is far behind, events that ask for no answer are left out: the capture
    /// has them all.
    void eventReceived(quint32 source, const Client::ReceivedEvent &event);

private:
    struct InNetThread;

    void post(std::function<void(InNetThread &inside)> function);

    Net::NetThread &m_net;
    std::shared_ptr<InNetThread> m_inside; // its content is made, used and freed in the net thread
};

} // namespace Client
