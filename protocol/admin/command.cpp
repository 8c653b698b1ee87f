// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/command.h"

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
