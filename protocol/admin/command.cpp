// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/command.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/socketio/exporteddata.h"

#include <QList>

namespace Admin {

namespace {

/// One name by itself; the empty one would mean everybody there.
QByteArray jsonOf(const QByteArrayList &targets)
{
    if (targets.size() == 1 && !targets.constFirst().isEmpty())
        return SocketIo::jsonString(targets.constFirst());
    QByteArrayList all;
    for (const QByteArray &target : targets)
        all.append(SocketIo::jsonString(target));
    return '[' + all.join(',') + ']';
}

/// What JavaScript takes for false. Nothing but the 0 is spelled in more ways than one.
bool isFalse(QByteArrayView json)
{
    bool isNumber = false;
    const double number = json.toByteArray().toDouble(&isNumber);
    return json.isEmpty() || json == "null" || json == "false" || json == "\"\""
        || (isNumber && number == 0);
}

/// One name, or an array of them; nothing of anything else.
QByteArrayList targetsOf(QByteArrayView filter)
{
    if (!filter.startsWith('['))
        return filter.startsWith('"') ? QByteArrayList {textOf(filter)} : QByteArrayList();
    QByteArrayList all;
    for (const QByteArrayView one : SocketIo::arrayElements(filter)) {
        if (!one.startsWith('"'))
            return {};
        all.append(textOf(one));
    }
    return all;
}

std::optional<Command::Type> typeOf(QByteArrayView name)
{
    using Type = Command::Type;
    for (const Type type : {Type::Emit, Type::Join, Type::Leave, Type::Disconnect}) {
        if (Command {.type = type}.name() == name)
            return type;
    }
    return std::nullopt;
}

} // namespace

QByteArray Command::name() const
{
    switch (type) {
    case Type::Emit:
        return "emit";
    case Type::Join:
        return "join";
    case Type::Leave:
        return "leave";
    case Type::Disconnect:
        break;
    }
    return "_disconnect";
}

SocketIo::Arguments Command::toArguments() const
{
    using SocketIo::jsonString;
    SocketIo::Arguments made;
    made.json = jsonString(nsp) + ',';
    switch (type) {
    case Type::Emit:
        made.json += (subject == Subject::Namespace ? QByteArray("null") : jsonOf(targets)) + ','
            + jsonString(event);
        if (!arguments.json.isEmpty())
            made.json += ',' + arguments.json;
        made.attachments = arguments.attachments;
        return made;
    case Type::Join:
    case Type::Leave:
        made.json += jsonString(room);
        break;
    case Type::Disconnect:
        made.json += closesTransport ? "true" : "false";
        break;
    }
    if (subject != Subject::Namespace)
        made.json += ',' + jsonOf(targets);
    return made;
}

std::vector<Command> Command::forServer(const QByteArrayList &features) const
{
    const QByteArray feature = type == Type::Disconnect ? "DISCONNECT" : name().toUpper();
    if (!features.contains(feature) || (subject != Subject::Namespace && targets.isEmpty()))
        return {};
    const bool takesMany = features.contains(type == Type::Emit ? "MJOIN" : 'M' + feature);
    if (takesMany || (type == Type::Emit && subject == Subject::Namespace))
        return {*this};
    if (type != Type::Emit && subject != Subject::Sockets)
        return {};
    std::vector<Command> one;
    for (const QByteArray &target : targets) {
        one.push_back(*this);
        one.back().targets = {target};
    }
    return one;
}

std::optional<Command> readCommand(QByteArrayView name, const SocketIo::Arguments &arguments)
{
    const auto type = typeOf(name);
    if (!type)
        return std::nullopt;
    const QByteArray json = '[' + arguments.json + ']';
    const QList<QByteArrayView> values = SocketIo::arrayElements(json);
    Command command;
    command.type = *type;
    command.nsp = textOf(values.value(0));
    const bool emits = *type == Command::Type::Emit;
    const QByteArrayView filter = values.value(emits ? 1 : 2);
    if (!isFalse(filter)) {
        command.subject = Command::Subject::Rooms;
        command.targets = targetsOf(filter);
    }
    const bool isAboutNobody
        = command.subject != Command::Subject::Namespace && command.targets.isEmpty();
    if (command.nsp.isEmpty() || isAboutNobody)
        return std::nullopt;
    if (*type == Command::Type::Disconnect) {
        command.closesTransport = !isFalse(values.value(1));
        return command;
    }
    if (!emits) {
        command.room = textOf(values.value(1));
        return values.value(1).startsWith('"') ? std::optional(command) : std::nullopt;
    }
    command.event = textOf(values.value(2));
    if (!values.value(2).startsWith('"') || SocketIo::isReservedEvent(command.event))
        return std::nullopt;
    for (const QByteArrayView value : values.mid(3)) {
        if (!command.arguments.json.isEmpty())
            command.arguments.json += ',';
        command.arguments.json += value;
    }
    command.arguments.attachments = arguments.attachments;
    return command;
}

bool tellsRooms(const QByteArrayList &features)
{
    return features.contains("ALL_EVENTS") || !features.contains("AGGREGATED_EVENTS");
}

bool takesCommands(const QByteArrayList &features)
{
    return features.contains("EMIT") || features.contains("JOIN") || features.contains("LEAVE")
        || features.contains("DISCONNECT");
}

} // namespace Admin
