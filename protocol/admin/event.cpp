// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/event.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/msgpack/marker.h"
#include "protocol/socketio/exporteddata.h"
#include "protocol/socketio/jsonreader.h"

#include <QList>

#include <algorithm>
#include <array>
#include <cmath>

namespace Admin {

namespace {

using Type = Event::Type;

struct Name
{
    QByteArrayView name;
    Type type;
};

constexpr std::array<Name, 11> Names {{
    {"session", Type::Session},
    {"config", Type::Config},
    {"server_stats", Type::ServerStats},
    {"all_sockets", Type::AllSockets},
    {"socket_connected", Type::SocketConnected},
    {"socket_updated", Type::SocketUpdated},
    {"socket_disconnected", Type::SocketDisconnected},
    {"room_joined", Type::RoomJoined},
    {"room_left", Type::RoomLeft},
    {"event_received", Type::EventReceived},
    {"event_sent", Type::EventSent},
}};

/// The arguments of one event, by their place.
class Arguments
{
public:
    explicit Arguments(QByteArrayView data)
    {
        const SocketIo::JsonFacts facts = SocketIo::JsonReader().read(data);
        if (facts.walked && facts.type == SocketIo::JsonType::Array)
            m_elements = SocketIo::arrayElements(data);
    }

    QByteArrayView at(qsizetype place) const { return m_elements.value(place + 1); }
    /// A string, not an empty one unless \a mayBeEmpty; else this is bad.
    QByteArray text(qsizetype place, bool mayBeEmpty = false)
    {
        QByteArray text = textOf(at(place));
        m_isBad = m_isBad || !at(place).startsWith('"') || (text.isEmpty() && !mayBeEmpty);
        return text;
    }
    bool isBad() const { return m_isBad; }

private:
    QList<QByteArrayView> m_elements;
    bool m_isBad = false;
};

/// A number that fits; 0 for anything else.
double numberOf(QByteArrayView json)
{
    bool isNumber = false;
    const double number = json.toByteArray().toDouble(&isNumber);
    constexpr double Most = 1e15;
    return isNumber && std::isfinite(number) ? std::clamp(number, 0.0, Most) : 0;
}

qint64 integerOf(QByteArrayView json)
{
    return static_cast<qint64>(numberOf(json));
}

/// ISO 8601, from MessagePack a date.
std::optional<qint64> timeOf(QByteArrayView json)
{
    if (json.startsWith('{'))
        json = valueOf(jsonMembers(json), "$date");
    return json.startsWith('"') ? MsgPack::parseIsoDate(textOf(json)) : std::nullopt;
}

QByteArrayList textsOf(QByteArrayView json)
{
    QByteArrayList texts;
    if (!json.startsWith('['))
        return texts;
    for (const QByteArrayView element : SocketIo::arrayElements(json)) {
        if (element.startsWith('"'))
            texts.append(textOf(element));
    }
    return texts;
}

std::optional<Socket> socketOf(QByteArrayView json)
{
    const auto members = jsonMembers(json);
    Socket socket;
    socket.id = textOf(valueOf(members, "id"));
    socket.nsp = textOf(valueOf(members, "nsp"));
    const QByteArrayView rooms = valueOf(members, "rooms");
    if (socket.id.isEmpty() || socket.nsp.isEmpty() || !rooms.startsWith('['))
        return std::nullopt;
    socket.clientId = textOf(valueOf(members, "clientId"));
    socket.transport = textOf(valueOf(members, "transport"));
    socket.handshake = valueOf(members, "handshake").toByteArray();
    socket.address = textOf(valueOf(jsonMembers(socket.handshake), "address"));
    socket.data = valueOf(members, "data").toByteArray();
    socket.rooms = textsOf(rooms);
    return socket;
}

void readServer(Event *event, QByteArrayView json)
{
    const auto members = jsonMembers(json);
    Server &server = event->server;
    server.name = textOf(valueOf(members, "serverId"));
    event->isBad = server.name.isEmpty();
    server.host = textOf(valueOf(members, "hostname"));
    server.pid = integerOf(valueOf(members, "pid"));
    constexpr double Milliseconds = 1000;
    server.uptimeMs = static_cast<qint64>(numberOf(valueOf(members, "uptime")) * Milliseconds);
    server.clients = integerOf(valueOf(members, "clientsCount"));
    server.pollingClients = integerOf(valueOf(members, "pollingClientsCount"));
}

void readSockets(Event *event, QByteArrayView json)
{
    event->isBad = !json.startsWith('[');
    if (event->isBad)
        return;
    for (const QByteArrayView element : SocketIo::arrayElements(json)) {
        auto socket = socketOf(element);
        event->isPartial = event->isPartial || !socket;
        if (socket)
            event->sockets.push_back(std::move(*socket));
    }
    event->isBad = event->isPartial && event->sockets.empty();
}

void readConnected(Event *event, QByteArrayView json)
{
    auto socket = socketOf(json);
    event->isBad = !socket;
    if (!socket)
        return;
    event->nsp = socket->nsp;
    event->socketId = socket->id;
    event->sockets.push_back(std::move(*socket));
}

void readUpdated(Event *event, QByteArrayView json)
{
    const auto members = jsonMembers(json);
    event->nsp = textOf(valueOf(members, "nsp"));
    event->socketId = textOf(valueOf(members, "id"));
    event->isBad = event->nsp.isEmpty() || event->socketId.isEmpty();
    if (const QByteArrayView data = valueOf(members, "data"); !data.isEmpty())
        event->data = data.toByteArray();
    if (const QByteArrayView transport = valueOf(members, "transport"); transport.startsWith('"'))
        event->transport = textOf(transport);
}

void readRoom(Event *event, Arguments &arguments)
{
    event->nsp = arguments.text(0);
    event->room = arguments.text(1, true);
    event->socketId = arguments.text(2);
    event->time = timeOf(arguments.at(3));
    event->isBad = arguments.isBad();
}

} // namespace

Event readEvent(QByteArrayView name, QByteArrayView data)
{
    Event event;
    const auto known = std::find_if(Names.begin(), Names.end(),
                                    [name](const Name &one) { return one.name == name; });
    if (known == Names.end())
        return event;
    event.type = known->type;
    Arguments arguments(data);
    switch (event.type) {
    case Type::Session:
        event.session = arguments.text(0);
        event.isBad = arguments.isBad();
        break;
    case Type::Config: {
        const QByteArrayView features = valueOf(jsonMembers(arguments.at(0)), "supportedFeatures");
        event.features = textsOf(features);
        event.isBad = !features.startsWith('[');
        break;
    }
    case Type::ServerStats:
        readServer(&event, arguments.at(0));
        break;
    case Type::AllSockets:
        readSockets(&event, arguments.at(0));
        break;
    case Type::SocketConnected:
        readConnected(&event, arguments.at(0));
        event.time = timeOf(arguments.at(1));
        break;
    case Type::SocketUpdated:
        readUpdated(&event, arguments.at(0));
        break;
    case Type::SocketDisconnected:
        event.nsp = arguments.text(0);
        event.socketId = arguments.text(1);
        event.reason = arguments.text(2, true);
        event.time = timeOf(arguments.at(3));
        event.isBad = arguments.isBad();
        break;
    case Type::RoomJoined:
    case Type::RoomLeft:
        readRoom(&event, arguments);
        break;
    case Type::EventReceived:
    case Type::EventSent:
        event.nsp = arguments.text(0);
        event.socketId = arguments.text(1);
        event.time = timeOf(arguments.at(3));
        event.isBad = arguments.isBad() || !arguments.at(2).startsWith('[');
        break;
    case Type::Other:
        break;
    }
    return event;
}

} // namespace Admin
