// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

/// How to make an app talk to a tap: the lines to change, for the common cases. Pure text.
namespace TapGuide {

enum class Case { SocketIo, WebSocket, Page, Mobile, Other };

struct Recipe
{
    Case kind = Case::SocketIo;
    QString title; ///< "Socket.IO client"
    QString before; ///< the line as it probably is now, may be empty
    QString after; ///< the line to have
    QString note; ///< what else to know, may be empty
};

/// \a listen is the address the tap really listens on ("127.0.0.1:9000"), \a target what it was
/// told ("https://example.org/base"), \a ownAddresses this machine's addresses in its networks.
QList<Recipe> recipes(const QString &listen, const QString &target,
                      const QList<QString> &ownAddresses);

/// True for an address other machines can reach ("0.0.0.0:9000", "[::]:9000", "192.168.1.5:9000").
bool isReachableFromOutside(const QString &listen);

/// What is wrong with an address to listen on or a target, in words for the user; empty if nothing.
/// "9000" and ":9000" are fine and mean loopback.
QString listenError(const QString &listen);
QString targetError(const QString &target);

/// "9000" -> "127.0.0.1:9000"; "localhost:3000" -> "http://localhost:3000".
QString normalizedListen(const QString &listen);
QString normalizedTarget(const QString &target);

} // namespace TapGuide
