// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/adminnamespace.h"

#include "protocol/server/socketdescription.h"
#include "protocol/socketio/data.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRandomGenerator>
#include <QSysInfo>

namespace Server {

namespace {

using SocketIo::jsonString;

QByteArray now()
{
    return jsonString(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1());
}

/// The beginning of what says that something of \a socket is another now.
QByteArray updateOf(const Socket &socket)
{
    return R"({"id":)" + jsonString(socket.id()) + R"(,"nsp":)" + jsonString(socket.nsp().name())
        + ',';
}

} // namespace

AdminNamespace::AdminNamespace(SocketServer &server, Options options)
    : m_server(server)
    , m_options(std::move(options))
    , m_namespace(server.at(m_options.name))
{
    if (m_options.serverId.isEmpty())
        m_options.serverId = QSysInfo::machineHostName().toUtf8();
    m_namespace.admit = [this](const QByteArray &auth) { return admit(auth); };
    m_namespace.onAdmitted = [this](const std::shared_ptr<Socket> &admin) { giveSession(*admin); };
    m_namespace.onConnected = [this](const std::shared_ptr<Socket> &admin) { welcome(admin); };
    m_server.setObserver(this);
    m_uptime.start();
    m_statsTimer.setInterval(m_options.statsInterval);
    m_statsTimer.callOnTimeout([this] { tell("server_stats", {stats(m_counts.take())}); });
    m_statsTimer.start();
}

AdminNamespace::~AdminNamespace()
{
    m_server.setObserver(nullptr);
    m_namespace.admit = [](const QByteArray & /*auth*/) {
        return QByteArray(R"({"message":"Invalid namespace"})");
    };
    m_namespace.onAdmitted = nullptr;
    m_namespace.onConnected = nullptr;
    const std::vector<std::shared_ptr<Socket>> admins = m_namespace.sockets();
    for (const auto &admin : admins)
        admin->onEvent = nullptr;
}

bool AdminNamespace::hasSession(const QByteArray &auth) const
{
    const auto session = SocketIo::stringMember(auth, "sessionId");
    return session && m_sessions.contains(*session);
}

std::optional<QByteArray> AdminNamespace::admit(const QByteArray &auth) const
{
    if (isOpenToAll() || hasSession(auth))
        return std::nullopt;
    if (SocketIo::stringMember(auth, "username") == m_options.user
        && SocketIo::stringMember(auth, "password") == m_options.password)
        return std::nullopt;
    return QByteArray(R"({"message":"invalid credentials"})");
}

/// Whoever came with the password need not send it again.
void AdminNamespace::giveSession(Socket &admin)
{
    if (isOpenToAll() || hasSession(admin.auth()))
        return;
    const quint64 number = QRandomGenerator::system()->generate64();
    const QByteArray session
        = QByteArray::fromRawData(reinterpret_cast<const char *>(&number), sizeof number).toHex();
    m_sessions.insert(session);
    admin.send("session", {jsonString(session), {}});
}

void AdminNamespace::welcome(const std::shared_ptr<Socket> &admin)
{
    QByteArray features = R"("AGGREGATED_EVENTS","ALL_EVENTS")";
    if (!m_options.isReadOnly) {
        features.prepend(R"("EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT",)");
        admin->onEvent = [this](const Event &event) {
            if (const auto command = Admin::readCommand(event.name, event.arguments))
                carryOut(*command);
        };
    }
    admin->send("config", {R"({"supportedFeatures":[)" + features + "]}", {}});
    admin->send("all_sockets", {allSockets(), {}});
    // What is counted is told to all at once, later.
    admin->send("server_stats", {stats("[]"), {}});
}

void AdminNamespace::carryOut(const Admin::Command &command)
{
    using Type = Admin::Command::Type;
    Namespace *const nsp = m_server.find(command.nsp);
    if (nsp == nullptr)
        return;
    Audience audience;
    audience.rooms = command.targets;
    if (command.type == Type::Emit) {
        nsp->broadcast(command.event, command.arguments, audience);
        return;
    }
    for (const auto &socket : nsp->matching(audience)) {
        if (command.type == Type::Join)
            socket->join(command.room);
        else if (command.type == Type::Leave)
            socket->leave(command.room);
        else
            socket->disconnect(command.closesTransport);
    }
}

QByteArray AdminNamespace::allSockets() const
{
    QByteArrayList sockets;
    for (const auto &[name, nsp] : m_server.namespaces()) {
        for (const auto &socket : nsp->sockets())
            sockets.append(describe(*socket));
    }
    return '[' + sockets.join(',') + ']';
}

QByteArray AdminNamespace::stats(const QByteArray &events) const
{
    QByteArrayList namespaces;
    for (const auto &[name, nsp] : m_server.namespaces()) {
        namespaces.append(R"({"name":)" + jsonString(name) + R"(,"socketsCount":)"
                          + QByteArray::number(qsizetype(nsp->sockets().size())) + '}');
    }
    constexpr double Milliseconds = 1000;
    return R"({"serverId":)" + jsonString(m_options.serverId) + R"(,"hostname":)"
        + jsonString(QSysInfo::machineHostName().toUtf8()) + R"(,"pid":)"
        + QByteArray::number(QCoreApplication::applicationPid()) + R"(,"uptime":)"
        + QByteArray::number(double(m_uptime.elapsed()) / Milliseconds, 'f', 3)
        + R"(,"clientsCount":)" + QByteArray::number(m_server.clientCount())
        + R"(,"pollingClientsCount":)" + QByteArray::number(m_server.pollingClientCount())
        + R"(,"aggregatedEvents":)" + events + R"(,"namespaces":[)" + namespaces.join(',') + "]}";
}

void AdminNamespace::tell(QByteArrayView name, const QByteArrayList &arguments,
                          const QList<QByteArray> &attachments)
{
    m_namespace.broadcast(name, {arguments.join(','), attachments});
}

void AdminNamespace::count(QByteArrayView type, qint64 count, QByteArrayView subType)
{
    m_counts.add(QDateTime::currentMSecsSinceEpoch(), type, count, subType);
}

void AdminNamespace::opened()
{
    count("rawConnection");
}

void AdminNamespace::closed(QByteArrayView reason)
{
    count("rawDisconnection", 1, reason);
}

void AdminNamespace::messageCame(qsizetype bytes)
{
    count("packetsIn");
    count("bytesIn", bytes);
}

void AdminNamespace::messageGoes(qsizetype bytes)
{
    count("packetsOut");
    count("bytesOut", bytes);
}

void AdminNamespace::connected(const Socket &socket)
{
    tell("socket_connected", {describe(socket), now()});
}

void AdminNamespace::disconnected(const Socket &socket, QByteArrayView reason)
{
    tell("socket_disconnected",
         {jsonString(socket.nsp().name()), jsonString(socket.id()), jsonString(reason), now()});
}

void AdminNamespace::upgraded(const Socket &socket)
{
    tell("socket_updated",
         {updateOf(socket) + R"("transport":)" + jsonString(socket.session().transportName())
          + '}'});
}

void AdminNamespace::dataChanged(const Socket &socket)
{
    tell("socket_updated", {updateOf(socket) + R"("data":)" + socket.data() + '}'});
}

void AdminNamespace::joined(const Namespace &nsp, const QByteArray &room, const QByteArray &id)
{
    tell("room_joined", {jsonString(nsp.name()), jsonString(room), jsonString(id), now()});
}

void AdminNamespace::left(const Namespace &nsp, const QByteArray &room, const QByteArray &id)
{
    tell("room_left", {jsonString(nsp.name()), jsonString(room), jsonString(id), now()});
}

void AdminNamespace::received(const Socket &socket, const SocketIo::Assembled &message)
{
    tellEvent("event_received", socket, message);
}

void AdminNamespace::sent(const Socket &socket, const SocketIo::Assembled &message)
{
    tellEvent("event_sent", socket, message);
}

void AdminNamespace::tellEvent(QByteArrayView name, const Socket &socket,
                               const SocketIo::Assembled &message)
{
    if (&socket.nsp() == &m_namespace) // or telling would never end
        return;
    tell(name,
         {jsonString(socket.nsp().name()), jsonString(socket.id()), message.packet.data, now()},
         message.attachments);
}

} // namespace Server
