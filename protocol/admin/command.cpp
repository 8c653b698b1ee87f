// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/command.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/socketio/exporteddata.h"

#include <QList>

namespace Admin {

namespace {

/// What JavaScript takes for false. Nothing but the 0 is spelled in more ways than one.
bool isFalse(QByteArrayView json)
{
    bool isNumber = false;
    const double number = json.toByteArray().toDouble(&isNumber);
    return json.isEmpty() || json == "null" || json == "false" || json == "\"\""
        || (isNumber && number == 0);
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
        made.json += (filter.isEmpty() ? QByteArray("null") : jsonString(filter)) + ','
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
    if (!filter.isEmpty())
        made.json += ',' + jsonString(filter);
    return made;
}

bool Command::isSupportedBy(const QByteArrayList &features) const
{
    QByteArray feature = name().toUpper();
    if (type == Type::Disconnect)
        feature = "DISCONNECT";
    const bool isOfMany = type != Type::Emit && filter.isEmpty();
    return features.contains(isOfMany ? 'M' + feature : feature);
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
    command.filter = textOf(filter);
    if (command.nsp.isEmpty() || (command.filter.isEmpty() && !isFalse(filter)))
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
