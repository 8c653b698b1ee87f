// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace SocketIo {

/// The JSON text \a json with each placeholder replaced by its attachment as
/// `{"$binary":"<base64>"}`, and a second `$` at each key that begins with one; all other bytes as
/// they are. A placeholder without an attachment stays; so does all of a text that is no JSON.
QByteArray dataWithAttachments(QByteArrayView json, const QList<QByteArray> &attachments);

/// The string member \a key of a JSON object: "sid", "pid" and "offset" of a CONNECT.
std::optional<QByteArray> stringMember(QByteArrayView json, QByteArrayView key);
/// Of a CONNECT's reply: the id of the socket.
std::optional<QByteArray> connectSid(QByteArrayView data);
/// Of a CONNECT, both ways: the private id for connection state recovery.
std::optional<QByteArray> connectPid(QByteArrayView data);
/// Of a CONNECT that asks for recovery: the last offset that the client has.
std::optional<QByteArray> connectOffset(QByteArrayView data);
/// What a CONNECT_ERROR says: its message, or itself if it is a string.
std::optional<QByteArray> errorMessage(QByteArrayView data);
/// The last argument of an event if it is a string: its offset, where recovery is on.
std::optional<QByteArray> lastArgument(QByteArrayView data);

} // namespace SocketIo
