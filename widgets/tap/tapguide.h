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

/// "127.0.0.1:9000" as an app on this machine writes it: what stands for all addresses becomes
/// loopback.
QString localAuthority(const QString &listen);

} // namespace TapGuide
