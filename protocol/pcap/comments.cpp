// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/comments.h"

#include "protocol/capture/names.h"

namespace Pcap {

namespace {

QByteArray sessionWords(const Capture::SessionRecord &session)
{
    using Type = Capture::SessionRecord::Type;
    switch (session.type) {
    case Type::WebSocket:
        return "WebSocket";
    case Type::EngineIo:
        return "Engine.IO " + QByteArray::number(session.engineIo);
    case Type::SocketIo:
        return "Socket.IO " + QByteArray::number(session.socketIo);
    case Type::Raw:
        break;
    }
    return "neither HTTP nor WebSocket";
}

} // namespace

QByteArray commentOf(const Capture::MessageRow &message, const Sessions &sessions)
{
    const Capture::MessageRecord &record = message.record;
    QByteArray comment = "message " + QByteArray::number(record.id);
    if (const auto session = sessions.constFind(record.session); session != sessions.constEnd())
        comment += ", session " + QByteArray::number(record.session) + " (" + sessionWords(*session)
            + ')';
    comment += ": ";
    if (record.dialect != Dialects::Dialect::None)
        comment += Dialects::dialectName(record.dialect).toByteArray() + ' ' + record.verb;
    else
        comment += Capture::kindName(record.kind);
    if (!record.event.isEmpty())
        comment += " \"" + record.event + '"';
    if (!record.nsp.isEmpty()) // behind a question mark: credentials
        comment += " in " + record.nsp.split('?').constFirst();
    if (record.ackId >= 0)
        comment += ", ack " + QByteArray::number(record.ackId);
    if (record.ackOf != 0)
        comment += ", answers message " + QByteArray::number(record.ackOf);
    if (!record.changed.isEmpty())
        comment += ", changed by " + record.changed;
    return comment;
}

QByteArrayList commentsOf(const Capture::ConnectionRecord &connection, const QByteArray &portNote)
{
    QByteArray ends = "connection " + QByteArray::number(connection.id) + ": " + connection.client
        + " to " + connection.target;
    if (!connection.peer.isEmpty() && connection.peer != connection.target)
        ends += " at " + connection.peer;
    QByteArrayList comments {ends};
    if (!portNote.isEmpty())
        comments.append("not as it was: " + portNote);
    if (!connection.tls.isEmpty())
        comments.append(connection.tls + "; shown is what was inside");
    if (!connection.changes.isEmpty())
        comments.append("changed by the tap: " + connection.changes);
    if (!connection.error.isEmpty())
        comments.append("ended: " + connection.error);
    return comments;
}

} // namespace Pcap
