// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientstatus.h"

#include <QSet>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace Client {

using SteadyTime = std::chrono::steady_clock::time_point;

/// An emission on its way.
struct PendingEmission
{
    quint64 number = 0; ///< the asker's
    quint64 tag = 0; ///< ours: no two have the same
    Emission emission;
};

/// One namespace as a client has it, over all its connections.
struct NamespaceEntry
{
    NamespaceOptions options;
    NamespaceStatus status;
    bool isWanted = true; ///< asked for again after a cut
    bool isLeft = false; ///< by the user
    bool isAsked = false; ///< CONNECT was sent in this session
    QByteArray recoveryId; ///< "pid"
    QByteArray offset; ///< of the last event
    QList<ReceivedEvent> early; ///< events before CONNECT
    std::deque<PendingEmission> waiting; ///< for CONNECT
    QSet<quint64> questions; ///< ack ids that the server waits for

    bool isConnected() const { return status.state == NamespaceStatus::State::Connected; }
};

/// The namespaces of a Socket.IO client in the order in which they were asked for, and what is
/// known of each: the rules of CONNECT and its answers. Pure.
class NamespaceBook
{
public:
    explicit NamespaceBook(const QList<NamespaceOptions> &namespaces);

    NamespaceEntry *find(const QByteArray &name);
    /// Asks for one that is new, or again for one that was left or refused.
    NamespaceEntry &want(const NamespaceOptions &options);
    const std::vector<std::unique_ptr<NamespaceEntry>> &entries() const { return m_entries; }
    QList<NamespaceStatus> statuses() const;

    /// The user opens the client anew: asks again for those that the server did not want, and for
    /// all if none are left.
    void wantAgain();
    /// A session begins.
    void startSession();

    bool wantsAny() const;

    /// The session is over: nothing is connected, until it is asked for again.
    void disconnectAll();

    /// The server's word that \a entry is connected; \a data are the CONNECT's, \a sid is the
    /// session's. False if they lack the socket's id that protocol 5 has.
    static bool takeConnect(NamespaceEntry &entry, QByteArrayView data, int protocol,
                            const QByteArray &sid);
    /// An event of the server, with all its data: remembers the offset.
    static void takeEvent(NamespaceEntry &entry, const SocketIo::Packet &packet);
    /// Nothing of it can be recovered: one side left.
    static void forget(NamespaceEntry &entry);

private:
    std::vector<std::unique_ptr<NamespaceEntry>> m_entries; // they keep their places
};

/// The data of a CONNECT: the user's object, with what recovers the state of a lost connection.
QByteArray connectData(const NamespaceEntry &entry);

} // namespace Client
