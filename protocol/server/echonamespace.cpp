// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/echonamespace.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/socketio/exporteddata.h"

#include <unordered_map>

namespace Server {

namespace {

using SocketIo::Arguments;

constexpr qsizetype MostRooms = 1000; // of one client
constexpr qsizetype LongestRoomName = 1000;

/// Placeholders of arguments that are left out leave their attachments behind: \a all has those of
/// the whole event.
struct Split
{
    QByteArray first; ///< empty for none
    QByteArray rest; ///< with commas between
};

Split split(const Arguments &all)
{
    const QByteArray array = '[' + all.json + ']';
    const QList<QByteArrayView> elements = SocketIo::arrayElements(array);
    Split parts;
    for (const QByteArrayView &element : elements) {
        if (parts.first.isEmpty()) {
            parts.first = element.toByteArray();
            continue;
        }
        if (!parts.rest.isEmpty())
            parts.rest += ',';
        parts.rest += element;
    }
    return parts;
}

/// The first attachment, or what stands in its place with the MessagePack parser.
QByteArray firstBytes(const Arguments &arguments)
{
    if (!arguments.attachments.isEmpty())
        return arguments.attachments.first();
    return SocketIo::parseExported('[' + arguments.json + ']').arguments.attachments.value(0);
}

void acknowledge(const Event &event, const Arguments &arguments)
{
    if (event.acknowledge)
        event.acknowledge(arguments);
}

void acknowledge(const Event &event, bool done)
{
    acknowledge(event, {done ? QByteArrayLiteral("true") : QByteArrayLiteral("false"), {}});
}

void ackMe(Socket & /*socket*/, const Event &event)
{
    const QByteArray more = event.arguments.json;
    acknowledge(event,
                {more.isEmpty() ? QByteArrayLiteral(R"("acked")") : R"("acked",)" + more,
                 event.arguments.attachments});
}

void ask(Socket &socket, const Event & /*event*/)
{
    Socket *who = &socket; // not called when it is gone
    socket.send("ask", {QByteArrayLiteral("7"), {}},
                [who](const Arguments &answer) { who->send("answer-received", answer); });
}

void sendBinary(Socket &socket, const Event &event)
{
    const auto [first, rest] = split(event.arguments);
    const QByteArray member = first.isEmpty() ? QByteArray() : R"("first":)" + first + ',';
    socket.send(
        "bin-back",
        {'{' + member + R"("rest":[)" + rest + R"(]},"tail")", event.arguments.attachments});
}

void ackBinary(Socket & /*socket*/, const Event &event)
{
    const QByteArray bytes = firstBytes(event.arguments);
    acknowledge(event, {SocketIo::placeholder(0), {bytes + bytes}});
}

void join(Socket &socket, const Event &event)
{
    const QByteArray room = Admin::textOf(split(event.arguments).first);
    const bool isGood
        = !room.isEmpty() && room.size() <= LongestRoomName && socket.rooms().size() < MostRooms;
    if (isGood)
        socket.join(room);
    acknowledge(event, isGood);
}

void leave(Socket &socket, const Event &event)
{
    socket.leave(Admin::textOf(split(event.arguments).first));
    acknowledge(event, true);
}

void sendToRoom(Socket &socket, const Event &event)
{
    const auto [first, rest] = split(event.arguments);
    socket.broadcast("room-msg", {rest, event.arguments.attachments}, {Admin::textOf(first)});
}

void setData(Socket &socket, const Event &event)
{
    const QByteArray data = split(event.arguments).first;
    const bool isObject = data.startsWith('{');
    if (isObject)
        socket.setData(data);
    acknowledge(event, isObject);
}

using Reaction = void (*)(Socket &socket, const Event &event);

Reaction reactionTo(const QByteArray &name)
{
    static const std::unordered_map<QByteArray, Reaction> reactions {
        {"message",
         [](Socket &socket, const Event &event) { socket.send("message-back", event.arguments); }},
        {"text",
         [](Socket &socket, const Event &event) { socket.send("text-back", event.arguments); }},
        {"message-with-ack",
         [](Socket & /*socket*/, const Event &event) { acknowledge(event, event.arguments); }},
        {"ack-me", ackMe},
        {"please-ask", ask},
        {"bin", sendBinary},
        {"bin-ack", ackBinary},
        {"join", join},
        {"leave", leave},
        {"to-room", sendToRoom},
        {"to-all",
         [](Socket &socket, const Event &event) {
             socket.nsp().broadcast("all-msg", event.arguments);
         }},
        {"to-others",
         [](Socket &socket, const Event &event) {
             socket.broadcast("others-msg", event.arguments);
         }},
        {"set-data", setData},
        {"kick", [](Socket &socket, const Event & /*event*/) { socket.disconnect(); }},
        {"kick-close", [](Socket &socket, const Event & /*event*/) { socket.disconnect(true); }},
    };
    const auto found = reactions.find(name);
    return found == reactions.end() ? nullptr : found->second;
}

} // namespace

EchoNamespace::EchoNamespace(Namespace &nsp, Greeting greeting)
    : m_namespace(nsp)
{
    m_namespace.onConnected
        = [greeting = std::move(greeting)](const std::shared_ptr<Socket> &socket) {
              Socket *who = socket.get(); // it outlives its own functions
              socket->onEvent = [who](const Event &event) { take(*who, event); };
              if (greeting)
                  greeting(*socket);
          };
}

EchoNamespace::~EchoNamespace()
{
    m_namespace.onConnected = nullptr;
}

void EchoNamespace::take(Socket &socket, const Event &event)
{
    const auto kept = socket.shared_from_this();
    if (const Reaction react = reactionTo(event.name))
        react(socket, event);
}

} // namespace Server
