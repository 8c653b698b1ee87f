// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/ackbook.h"
#include "protocol/client/deadlines.h"
#include "protocol/client/namespacebook.h"
#include "protocol/client/packetqueue.h"
#include "protocol/client/packetwriter.h"

#include <QTimer>

#include <functional>

namespace Client {

/// What became of each emission of a Socket.IO client, from the queue of its namespace to its ack:
/// every one of them gets an Outcome that says where it ended.
///
/// It sends nothing itself: the client is asked for that, and tells it what its Engine.IO session
/// tells.
class Emissions
{
public:
    struct Calls
    {
        /// Sends the packets of an emission; the session speaks of it by its tag.
        std::function<void(QList<EngineIo::Packet> packets, quint64 tag)> send;
        std::function<void(const Outcome &outcome)> tell;
    };

    /// \a book outlives it.
    Emissions(NamespaceBook &book, Calls calls);
    Q_DISABLE_COPY_MOVE(Emissions)

    /// Takes an emission for \a entry, or for a namespace that is not there if null. \a writer is
    /// null while nothing can be sent to it; \a isWritable: at once.
    void add(NamespaceEntry *entry, quint64 number, const Emission &emission,
             const PacketWriter *writer, bool isWritable);
    /// The namespace is connected: sends what waits.
    void sendWaiting(NamespaceEntry &entry, const PacketWriter &writer);

    void handedOver(quint64 tag);
    void settled(quint64 tag) { m_underWay.remove(tag); }
    void answered(const QByteArray &nsp, quint64 ackId, const SocketIo::Arguments &arguments);

    /// The session is over: what was not sent waits again, and what was is not answered any more.
    void sessionEnded(const Unsettled &messages);
    /// The namespace was left: nothing will be answered there.
    void namespaceLeft(const QByteArray &nsp);

private:
    struct Asked
    {
        quint64 number = 0;
        quint64 tag = 0;
        SteadyTime sent;
        bool isLate = false;
    };
    struct UnderWay
    {
        PendingEmission pending;
        std::optional<quint64> ackId;
    };

    void send(PendingEmission &&pending, const PacketWriter &writer);
    void tell(quint64 number, Outcome::Kind kind, const QByteArray &text = {}) const;
    void lose(const UnderWay &underWay);
    void drop(const std::vector<Asked> &asked, const QByteArray &text);
    void armTimer();
    void expire();
    void expire(quint64 tag);

    NamespaceBook &m_book;
    Calls m_calls;
    AckBook<Asked> m_asked;
    QHash<quint64, UnderWay> m_underWay; // by tag, until it is settled
    QHash<quint64, std::pair<QByteArray, quint64>> m_timed; // namespace and ack id, by tag
    Deadlines m_deadlines;
    QTimer m_timer;
    quint64 m_lastTag = 0;
};

} // namespace Client
