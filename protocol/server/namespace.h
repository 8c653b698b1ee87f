// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/recoverylog.h"
#include "protocol/server/rooms.h"
#include "protocol/server/socket.h"

#include <QElapsedTimer>

#include <optional>
#include <vector>

namespace Server {

class Observer;

/// What a client without the right token is refused with.
inline constexpr const char *NotAuthorized
    = R"({"message":"not authorized","data":{"code":"E_AUTH","retry":false}})";

/// One Socket.IO namespace: who is in it, in which rooms, and who gets in.
class Namespace
{
public:
    struct Options
    {
        Parser parser = Parser::Default;
        /// Connection state recovery: what is sent and who was there is remembered that long, and
        /// events without an ack end with their offset. 0: there is none.
        std::chrono::milliseconds recovery {0};
    };

    explicit Namespace(QByteArray name);
    Namespace(QByteArray name, const Options &options);
    ~Namespace();
    Q_DISABLE_COPY_MOVE(Namespace)

    const QByteArray &name() const { return m_name; }
    const std::vector<std::shared_ptr<Socket>> &sockets() const { return m_sockets; }
    const Rooms &rooms() const { return m_rooms; }
    std::vector<std::shared_ptr<Socket>> matching(const Audience &audience) const;

    /// Sends an event, once to each.
    void broadcast(QByteArrayView name, const SocketIo::Arguments &arguments,
                   const Audience &audience = {});

    /// Asked with the auth object (or nothing) of each client: the data of the CONNECT_ERROR that
    /// refuses it, or nothing to let it in. Everyone gets in if there is no such function.
    std::function<std::optional<QByteArray>(const QByteArray &auth)> admit;
    /// A client gets in, and has not been told so: what is sent now crosses before that.
    std::function<void(const std::shared_ptr<Socket> &socket)> onAdmitted;
    /// A client is in, and has been told so.
    std::function<void(const std::shared_ptr<Socket> &socket)> onConnected;

    // For sockets, clients and the server.
    void add(const std::shared_ptr<Socket> &socket);
    void tellConnected(const std::shared_ptr<Socket> &socket);
    void remove(Socket &socket, QByteArrayView reason);
    void join(const Socket &socket, const QByteArray &room);
    void leave(const Socket &socket, const QByteArray &room);
    Parser parser() const { return m_options.parser; }
    /// An event as it is sent to \a audience, which may come back for it.
    struct Outgoing
    {
        SocketIo::Assembled message;
        Encoded encoded;
    };
    Outgoing outgoing(QByteArrayView eventName, const SocketIo::Arguments &arguments,
                      const Audience &audience, std::optional<quint64> ackId = {});
    bool recovers() const { return m_recovery.has_value(); }
    /// What a client that asks with \a auth to go on where it was had, and what it missed.
    std::optional<RecoveryLog::Restored> restore(const QByteArray &auth);
    /// Ack ids are counted by namespace, as in socket.io.
    quint64 nextAckId() { return m_nextAckId++; }
    void setObserver(Observer *observer) { m_observer = observer; }
    Observer *observer() const { return m_observer; }

private:
    std::chrono::milliseconds now() const;

    QByteArray m_name;
    Options m_options;
    std::optional<RecoveryLog> m_recovery;
    QElapsedTimer m_clock;
    std::vector<std::shared_ptr<Socket>> m_sockets;
    std::unordered_map<QByteArray, std::shared_ptr<Socket>> m_byId;
    Rooms m_rooms;
    Observer *m_observer = nullptr;
    quint64 m_nextAckId = 0;
};

} // namespace Server
