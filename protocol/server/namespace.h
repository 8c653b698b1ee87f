// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/rooms.h"
#include "protocol/server/socket.h"

#include <optional>
#include <vector>

namespace Server {

class Observer;

/// What a client without the right token is refused with.
inline constexpr const char *NotAuthorized
    = R"({"message":"not authorized","data":{"code":"E_AUTH","retry":false}})";

/// Which sockets of a namespace are meant. Each socket is in the room of its id, so an id names
/// one.
struct Audience
{
    QByteArrayList rooms; ///< whoever is in any of them; all if there are none
    QByteArrayList except; ///< but not who is in any of these
};

/// One Socket.IO namespace: who is in it, in which rooms, and who gets in.
class Namespace
{
public:
    explicit Namespace(QByteArray name);
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
    /// Ack ids are counted by namespace, as in socket.io.
    quint64 nextAckId() { return m_nextAckId++; }
    void setObserver(Observer *observer) { m_observer = observer; }
    Observer *observer() const { return m_observer; }

private:
    QByteArray m_name;
    std::vector<std::shared_ptr<Socket>> m_sockets;
    std::unordered_map<QByteArray, std::shared_ptr<Socket>> m_byId;
    Rooms m_rooms;
    Observer *m_observer = nullptr;
    quint64 m_nextAckId = 0;
};

} // namespace Server
