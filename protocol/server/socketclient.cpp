// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/socketclient.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/server/namespace.h"
#include "protocol/server/observer.h"
#include "protocol/server/randomid.h"
#include "protocol/server/socketserver.h"

namespace Server {

using SocketIo::PacketType;

namespace {

/// What the MessagePack parser sends where there is no auth.
constexpr QByteArrayView Undefined = R"({"$undefined":true})";

} // namespace

SocketClient::SocketClient(SocketServer &server, std::shared_ptr<EngineSession> session,
                           std::chrono::milliseconds connectTimeout)
    : m_server(server)
    , m_session(std::move(session))
    , m_protocol(m_session->revision() == EngineIo::Revision::V3 ? 4 : 5)
{
    m_connectTimeout.setSingleShot(true);
    m_connectTimeout.setInterval(connectTimeout);
    m_connectTimeout.callOnTimeout([this] {
        if (m_sockets.empty())
            m_session->close();
    });
}

void SocketClient::start()
{
    const std::weak_ptr client = weak_from_this();
    m_session->onText = [client](const QByteArray &text) {
        if (const auto self = client.lock()) {
            self->count(text.size(), &Observer::messageCame);
            self->m_assembler.feedText(text);
            self->takeMessages();
        }
    };
    m_session->onBinary = [client](QByteArray bytes) {
        if (const auto self = client.lock()) {
            self->count(bytes.size(), &Observer::messageCame);
            self->m_assembler.feedBinary(std::move(bytes));
            self->takeMessages();
        }
    };
    m_session->onUpgraded = [client] {
        if (const auto self = client.lock())
            self->tellUpgraded();
    };
    m_session->onClosed = [client](QByteArrayView reason) {
        if (const auto self = client.lock())
            self->closed(reason);
    };
    if (m_server.observer() != nullptr)
        m_server.observer()->opened();
    if (m_protocol == 4)
        connectTo({}); // to "/"
    else
        m_connectTimeout.start();
}

void SocketClient::count(qsizetype bytes, void (Observer::*what)(qsizetype bytes))
{
    if (m_server.observer() != nullptr && bytes > 0)
        (m_server.observer()->*what)(bytes);
}

void SocketClient::tellUpgraded()
{
    const auto sockets = m_sockets; // telling may end some
    for (const auto &[name, socket] : sockets) {
        if (m_server.observer() != nullptr && socket->isConnected())
            m_server.observer()->upgraded(*socket);
    }
}

void SocketClient::takeMessages()
{
    while (const auto message = m_assembler.next()) {
        if (!m_session->isOpen())
            return;
        if (message->packet.problems.isEmpty())
            take(*message);
        else
            m_session->refuse();
    }
    if (!m_assembler.pendingProblems().isEmpty())
        m_session->refuse();
}

void SocketClient::take(const SocketIo::Assembled &message)
{
    const SocketIo::Packet &packet = message.packet;
    const bool isMsgpack = packet.encoding == SocketIo::Encoding::Msgpack;
    if (isMsgpack != (m_server.parser() == Parser::Msgpack)) {
        m_session->refuse();
        return;
    }
    if (packet.type == PacketType::Connect) {
        connectTo(packet);
        return;
    }
    const auto found = m_sockets.find(packet.nsp);
    if (found == m_sockets.end() || packet.type == PacketType::ConnectError
        || packet.type == PacketType::Unknown) {
        m_session->refuse();
        return;
    }
    const auto socket = found->second;
    if (packet.type == PacketType::Disconnect)
        drop(*socket, "client namespace disconnect");
    else
        socket->take(message);
}

void SocketClient::connectTo(const SocketIo::Packet &packet)
{
    if (m_sockets.contains(packet.nsp)) {
        m_session->refuse();
        return;
    }
    Namespace *nsp = m_server.find(packet.nsp);
    if (nsp == nullptr) {
        refuse(packet.nsp, R"({"message":"Invalid namespace"})");
        return;
    }
    const QByteArray auth = authOf(packet);
    auto restored = m_protocol == 5 ? nsp->restore(auth) : std::nullopt;
    if (const auto refusal = !restored && nsp->admit ? nsp->admit(auth) : std::nullopt) {
        refuse(packet.nsp, *refusal);
        return;
    }
    const QByteArray sid = restored ? restored->session.sid : newId(*nsp);
    const auto socket = std::make_shared<Socket>(*nsp, *this, m_session, sid, auth);
    m_sockets.emplace(packet.nsp, socket);
    if (restored)
        takeUp(*socket, *restored);
    else if (nsp->recovers())
        socket->setPrivateId(randomId());
    if (!restored && nsp->onAdmitted)
        nsp->onAdmitted(socket);
    if (!socket->isConnected())
        return;
    nsp->add(socket);
    const QByteArray pid
        = nsp->recovers() ? R"(,"pid":")" + socket->privateId() + '"' : QByteArray();
    const QByteArray ids = R"({"sid":")" + socket->id() + '"' + pid + '}';
    sendMessage(SocketIo::plainMessage(PacketType::Connect, packet.nsp,
                                       m_protocol == 5 ? ids : QByteArray()));
    if (socket->isConnected())
        nsp->tellConnected(socket);
}

/// In protocol 4 the data of an error is all that is told of it, if there is any.
void SocketClient::refuse(const QByteArray &nsp, const QByteArray &refusal)
{
    QByteArray told = refusal;
    if (m_protocol == 4) {
        const auto members = Admin::jsonMembers(refusal);
        const QByteArrayView data = Admin::valueOf(members, "data");
        told = (data.isEmpty() ? Admin::valueOf(members, "message") : data).toByteArray();
    }
    sendMessage(SocketIo::plainMessage(PacketType::ConnectError, nsp, told));
}

QByteArray SocketClient::authOf(const SocketIo::Packet &packet) const
{
    if (m_protocol == 5)
        return packet.data == Undefined ? QByteArray() : packet.data;
    QByteArray auth;
    for (const Http::Field &field : Http::parseQuery(packet.query)) {
        auth += (auth.isEmpty() ? '{' : ',') + SocketIo::jsonString(field.name) + ':'
            + SocketIo::jsonString(field.value);
    }
    return auth.isEmpty() ? auth : auth + '}';
}

QByteArray SocketClient::newId(const Namespace &nsp) const
{
    if (m_protocol == 5)
        return randomId();
    return nsp.name() == "/" ? m_session->sid() : nsp.name() + '#' + m_session->sid();
}

/// What \a socket had, and what it missed: that crosses before it is told that it is in.
void SocketClient::takeUp(Socket &socket, const RecoveryLog::Restored &restored)
{
    socket.setPrivateId(restored.session.pid);
    socket.setRecovered();
    socket.setData(restored.session.data);
    for (const QByteArray &room : restored.session.rooms)
        socket.join(room);
    for (const Encoded &event : restored.missed)
        sendEncoded(event);
}

void SocketClient::sendMessage(const SocketIo::Assembled &message)
{
    sendEncoded(encode(m_server.parser(), message));
}

void SocketClient::sendEncoded(const Encoded &encoded)
{
    if (!encoded.text.isEmpty()) {
        count(encoded.text.size(), &Observer::messageGoes);
        m_session->sendText(encoded.text);
    }
    for (const QByteArray &bytes : encoded.binaries) {
        count(bytes.size(), &Observer::messageGoes);
        m_session->sendBinary(bytes);
    }
}

void SocketClient::disconnect(Socket &socket)
{
    sendMessage(SocketIo::plainMessage(PacketType::Disconnect, socket.nsp().name()));
    drop(socket, "server namespace disconnect");
}

void SocketClient::disconnectAll()
{
    const auto self = shared_from_this();
    while (!m_sockets.empty())
        disconnect(*std::shared_ptr(m_sockets.begin()->second));
    m_session->close();
}

void SocketClient::shutDown()
{
    const auto self = shared_from_this();
    while (!m_sockets.empty())
        drop(*std::shared_ptr(m_sockets.begin()->second), "server shutting down");
    m_session->close();
}

void SocketClient::drop(Socket &socket, QByteArrayView reason)
{
    const auto kept = socket.shared_from_this();
    m_sockets.erase(socket.nsp().name());
    socket.detach(reason);
}

void SocketClient::closed(QByteArrayView reason)
{
    m_connectTimeout.stop();
    while (!m_sockets.empty())
        drop(*std::shared_ptr(m_sockets.begin()->second), reason);
    if (m_server.observer() != nullptr)
        m_server.observer()->closed(reason);
    m_server.retire(*this);
}

} // namespace Server
