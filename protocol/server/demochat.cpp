// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/demochat.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/socketio/data.h"
#include "protocol/socketio/exporteddata.h"

namespace Server {

namespace {

constexpr std::chrono::milliseconds AskInterval {6000};
constexpr std::chrono::milliseconds SearchTime {1500};
constexpr qsizetype HistorySize = 20;
constexpr qsizetype MostRooms = 16; // of one client, that of its id included
constexpr qsizetype LongestRoomName = 64;
constexpr qsizetype MostNames = 50; // that are told; how many there are is told always

QByteArray nameOf(const Socket &socket)
{
    return SocketIo::stringMember(socket.auth(), "name").value_or("someone");
}

QByteArray person(const Socket &socket)
{
    return R"({"name":)" + SocketIo::jsonString(nameOf(socket)) + R"(,"id":)"
        + SocketIo::jsonString(socket.id()) + '}';
}

/// The room that \a event names; empty for none.
QByteArray roomIn(const Event &event)
{
    const QByteArray json = '[' + event.arguments.json + ']';
    const QByteArray room = Admin::textOf(SocketIo::arrayElements(json).value(0));
    return room.size() <= LongestRoomName ? room : QByteArray();
}

/// Whom a message is for: one room, or none, which is all.
QByteArrayList roomsOf(const Event &event)
{
    const auto room = SocketIo::stringMember(event.arguments.json, "room");
    return room ? QByteArrayList {*room} : QByteArrayList();
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
    m_namespace.onConnected = [this](const std::shared_ptr<Socket> &socket) { greet(socket); };
}

DemoChat::~DemoChat()
{
    m_namespace.onConnected = nullptr;
    for (const auto &socket : m_namespace.sockets()) {
        socket->onEvent = nullptr;
        socket->onDisconnected = nullptr;
    }
}

void DemoChat::greet(const std::shared_ptr<Socket> &socket)
{
    Socket *who = socket.get(); // it outlives its own functions
    socket->onEvent = [this, who](const Event &event) { take(*who, event); };
    socket->onDisconnected = [this, who](QByteArrayView reason) {
        m_namespace.broadcast("user left", {person(*who) + ',' + SocketIo::jsonString(reason), {}});
        tellWhoIsThere();
    };
    if (!m_askTimer.isActive())
        m_askTimer.start();
    if (socket->isRecovered()) {
        socket->broadcast("user back", {person(*socket), {}});
        tellWhoIsThere();
        return;
    }
    socket->setData(R"({"name":)" + SocketIo::jsonString(nameOf(*socket)) + '}');
    const QByteArray online
        = QByteArray::number(static_cast<qulonglong>(m_namespace.sockets().size()));
    socket->send("welcome", {person(*socket) + R"(,{"online":)" + online + '}', {}});
    socket->broadcast("user joined", {person(*socket), {}});
    tellWhoIsThere();
}

void DemoChat::tellWhoIsThere()
{
    const auto &sockets = m_namespace.sockets();
    QByteArrayList people;
    for (const auto &socket : sockets) {
        people.append(person(*socket));
        if (people.size() == MostNames)
            break;
    }
    m_namespace.broadcast("presence",
                          {R"({"count":)" + QByteArray::number(qulonglong(sockets.size()))
                               + R"(,"people":[)" + people.join(',') + "]}",
                           {}});
}

void DemoChat::take(Socket &socket, const Event &event)
{
    if (event.name == "chat message") {
        store(socket, event);
    } else if (event.name == "join") {
        enter(socket, event);
    } else if (event.name == "leave") {
        go(socket, event);
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
        socket.broadcast("file", event.arguments, roomsOf(event));
        acknowledge(event, R"("stored",)" + QByteArray::number(bytes));
    }
}

void DemoChat::store(Socket &socket, const Event &event)
{
    const QByteArrayList rooms = roomsOf(event);
    socket.broadcast(event.name, event.arguments, rooms);
    if (rooms.isEmpty() && event.arguments.attachments.isEmpty()
        && !event.arguments.json.isEmpty()) {
        if (m_history.size() == HistorySize)
            m_history.removeFirst();
        m_history.append('[' + event.arguments.json + ']');
    }
    acknowledge(event, R"("stored",)" + QByteArray::number(++m_stored));
}

void DemoChat::enter(Socket &socket, const Event &event)
{
    const QByteArray room = roomIn(event);
    const QByteArrayList rooms = socket.rooms();
    const bool isTooMuch = rooms.size() >= MostRooms && !rooms.contains(room);
    const bool isPrivate = socket.nsp().rooms().contains(room, room);
    if (room.isEmpty() || isTooMuch || isPrivate) {
        acknowledge(event, R"("refused")");
        return;
    }
    socket.join(room);
    if (!rooms.contains(room))
        socket.broadcast("entered", {SocketIo::jsonString(room) + ',' + person(socket), {}},
                         {room});
    acknowledge(event, R"("joined",)" + QByteArray::number(socket.nsp().rooms().memberCount(room)));
}

void DemoChat::go(Socket &socket, const Event &event)
{
    const QByteArray room = roomIn(event);
    if (room != socket.id() && socket.rooms().contains(room)) {
        socket.broadcast("went", {SocketIo::jsonString(room) + ',' + person(socket), {}}, {room});
        socket.leave(room);
    }
    acknowledge(event, R"("left")");
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
