// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/demochat.h"

#include "protocol/socketio/data.h"

namespace Server {

namespace {

constexpr std::chrono::milliseconds AskInterval {6000};
constexpr std::chrono::milliseconds SearchTime {800};
constexpr qsizetype HistorySize = 20;

QByteArray nameOf(const Socket &socket)
{
    return SocketIo::stringMember(socket.auth(), "name").value_or("someone");
}

QByteArray person(const Socket &socket)
{
    return R"({"name":)" + SocketIo::jsonString(nameOf(socket)) + R"(,"id":)"
        + SocketIo::jsonString(socket.id()) + '}';
}

void acknowledge(const Event &event, const QByteArray &json)
{
    if (event.acknowledge)
        event.acknowledge({json, {}});
}

} // namespace

DemoChat::DemoChat(Namespace &nsp)
    : m_namespace(nsp)
{
    m_askTimer.setInterval(AskInterval);
    m_askTimer.callOnTimeout([this] { ask(); });
    m_namespace.onConnected = [this](const std::shared_ptr<Socket> &socket) { welcome(socket); };
}

DemoChat::~DemoChat()
{
    m_namespace.onConnected = nullptr;
    for (const auto &socket : m_namespace.sockets()) {
        socket->onEvent = nullptr;
        socket->onDisconnected = nullptr;
    }
}

void DemoChat::welcome(const std::shared_ptr<Socket> &socket)
{
    Socket *who = socket.get(); // it outlives its own functions
    socket->onEvent = [this, who](const Event &event) { take(*who, event); };
    socket->onDisconnected = [this, who](QByteArrayView reason) {
        m_namespace.broadcast("user left", {person(*who) + ',' + SocketIo::jsonString(reason), {}});
    };
    const QByteArray online
        = QByteArray::number(static_cast<qulonglong>(m_namespace.sockets().size()));
    socket->send("welcome", {person(*socket) + R"(,{"online":)" + online + '}', {}});
    socket->broadcast("user joined", {person(*socket), {}});
    if (!m_askTimer.isActive())
        m_askTimer.start();
}

void DemoChat::take(Socket &socket, const Event &event)
{
    if (event.name == "chat message") {
        store(socket, event);
    } else if (event.name == "typing") {
        socket.broadcast("typing", event.arguments);
    } else if (event.name == "history") {
        acknowledge(event, '[' + m_history.join(',') + ']');
    } else if (event.name == "search") {
        QTimer::singleShot(SearchTime, &m_askTimer, [event, found = m_history.size()] {
            acknowledge(event, R"({"found":)" + QByteArray::number(found) + '}');
        });
    } else if (event.name == "upload") {
        qsizetype bytes = 0;
        for (const QByteArray &attachment : event.arguments.attachments)
            bytes += attachment.size();
        socket.broadcast("file", event.arguments);
        acknowledge(event, R"("stored",)" + QByteArray::number(bytes));
    }
}

void DemoChat::store(Socket &socket, const Event &event)
{
    socket.broadcast(event.name, event.arguments);
    if (event.arguments.attachments.isEmpty() && !event.arguments.json.isEmpty()) {
        if (m_history.size() == HistorySize)
            m_history.removeFirst();
        m_history.append('[' + event.arguments.json + ']');
    }
    acknowledge(event, R"("stored",)" + QByteArray::number(++m_stored));
}

void DemoChat::ask()
{
    const auto &sockets = m_namespace.sockets();
    if (sockets.empty()) {
        m_askTimer.stop();
        return;
    }
    const auto socket = sockets[m_questions % sockets.size()];
    ++m_questions;
    socket->send("are you there", {R"({"question":)" + QByteArray::number(m_questions) + '}', {}},
                 [](const SocketIo::Arguments & /*answer*/) {});
}

} // namespace Server
