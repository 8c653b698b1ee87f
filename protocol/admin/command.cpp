// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/command.h"

namespace Admin {

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
