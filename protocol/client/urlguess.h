// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientoptions.h"

#include <optional>

namespace Client {

/// What an address that somebody pasted means. The address itself is not judged here: see
/// ClientUrl.
struct UrlGuess
{
    Protocol protocol = Protocol::SocketIo;
    QByteArray url; ///< for ClientOptions; with `http://` in front where no scheme was given
    QByteArray nsp = QByteArrayLiteral("/"); ///< that the path names, as for socket.io-client
    // From an address out of a browser's network panel, else nothing:
    QByteArray enginePath; ///< "/socket.io/"
    std::optional<Version> version;
    std::optional<Transports> transports;

    /// \a said: the protocol is known; otherwise http and https mean Socket.IO, ws and wss a plain
    /// WebSocket unless Engine.IO's query or path is in it.
    static UrlGuess of(QByteArrayView text, std::optional<Protocol> said = {});

    /// Puts what was found into \a options. Their namespaces become the one that the address names,
    /// with what the first of them has.
    void applyTo(ClientOptions *options) const;
};

} // namespace Client
