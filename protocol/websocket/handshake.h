// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"
#include "protocol/websocket/extensions.h"

#include <QByteArrayList>

#include <optional>

namespace WebSocket {

/// The fields of an HTTP head that a WebSocket handshake is made of. A field that is there more
/// than once is joined by ", " as HTTP says.
struct HandshakeFields
{
    QByteArray upgrade;
    QByteArray connection;
    QByteArray key; ///< Sec-WebSocket-Key, of a request
    QByteArray accept; ///< Sec-WebSocket-Accept, of a response
    QByteArray version;
    QByteArray protocol;
    QByteArray extensions;
    QByteArray origin;

    /// Takes one field of a head; all that have nothing to do with WebSocket are passed over.
    void add(QByteArrayView name, QByteArrayView value);

    /// True if both Upgrade and Connection ask for (or answer with) a WebSocket.
    bool isUpgrade() const;
};

/// What a request and its 101 agreed on.
struct Handshake
{
    QByteArray protocol; ///< the subprotocol, empty for none
    std::optional<DeflateParameters> deflate; ///< for both MessageDecoders
    QByteArrayList unknownExtensions;
    Problems problems;
};

/// The subprotocols that are offered, in their order.
QByteArrayList offeredProtocols(const HandshakeFields &request);

/// Names what is wrong with a request: WsBadKey, WsBadVersion.
Problems requestProblems(const HandshakeFields &request);

/// Reads the fields of a 101: WsBadAccept, WsUnofferedProtocol and those of the extensions. The
/// request's own problems are not in it.
Handshake readHandshake(const HandshakeFields &request, const HandshakeFields &response);

/// The Sec-WebSocket-Accept that answers \a key, RFC 6455 section 4.2.2.
QByteArray acceptFor(QByteArrayView key);

/// A 101 to \a key with its empty line; \a protocol and \a extensions are left out when empty.
QByteArray responseHead(QByteArrayView key, QByteArrayView protocol = {},
                        QByteArrayView extensions = {});

} // namespace WebSocket
