// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

/// JavaScript that says a message again: for socket.io-client, or for a browser's WebSocket.
namespace ClientCode {

/// Where an event is sent.
struct Emit
{
    QString url; ///< "http://127.0.0.1:3000"
    QString path; ///< of the Socket.IO server, empty for its default
    QString nsp; ///< "/chat"
    bool asksForAck = false;
};

/// \a data is the packet's JSON array, the event's name first. Its spelling is kept.
QString socketIo(const Emit &call, const QByteArray &data, const QList<QByteArray> &attachments);

/// \a url with http, https, ws or wss.
QString webSocketText(const QString &url, const QString &text);
QString webSocketBinary(const QString &url, const QByteArray &bytes);

} // namespace ClientCode
