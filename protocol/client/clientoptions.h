// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/field.h"
#include "protocol/tap/tlsoptions.h"

#include <QByteArray>
#include <QList>

#include <chrono>

namespace Client {

enum class Protocol : quint8 { WebSocket, SocketIo };

/// Of Socket.IO's packages. Auto: asks the server.
enum class Version : quint8 { Auto = 0, V2 = 2, V3 = 3, V4 = 4 };

enum class Transports : quint8 {
    Upgrade, ///< polling, then WebSocket if the server offers it
    Polling,
    WebSocket,
    Fallback, ///< WebSocket, and polling when that fails
};

/// When to connect again, as socket.io-client does: the nth delay is `delay * 2^n`, give or take
/// `randomization`, and `maximum` at most.
struct Reconnection
{
    bool isOn = true;
    std::chrono::milliseconds delay {1000};
    std::chrono::milliseconds maximum {5000};
    double randomization = 0.5; ///< 0 to 1
    int attempts = -1; ///< -1: for ever

    bool operator==(const Reconnection &other) const = default;
};

struct NamespaceOptions
{
    QByteArray name = QByteArrayLiteral("/");
    QByteArray auth; ///< a JSON object, or empty. Protocol 5.
    QByteArray query; ///< `a=b&c=d`, percent-encoded. Protocol 4.

    bool operator==(const NamespaceOptions &other) const = default;
};

/// All that a client has to know. A value: it crosses threads, and a profile saves it.
struct ClientOptions
{
    Protocol protocol = Protocol::SocketIo;
    /// http, https, ws or wss, with a query if there is one. For Socket.IO the path is not in it.
    QByteArray url;
    QList<Http::Field> fields; ///< more of them for each request: Cookie, Origin, Authorization
    Tap::TlsOptions tls;
    Tap::UpstreamProxy proxy;
    bool offersDeflate = false; ///< permessage-deflate
    Reconnection reconnection;
    std::chrono::milliseconds openTimeout {20'000}; ///< of one attempt

    // Plain WebSocket
    QList<QByteArray> subprotocols;
    std::chrono::milliseconds keepAlive {0}; ///< a ping that often; 0: none

    // Socket.IO
    Version version = Version::Auto;
    Transports transports = Transports::Upgrade;
    QByteArray path = QByteArrayLiteral("/socket.io/"); ///< Engine.IO's
    QList<NamespaceOptions> namespaces {NamespaceOptions {}};
    bool usesMsgpack = false; ///< socket.io-msgpack-parser

    bool operator==(const ClientOptions &other) const = default;
};

} // namespace Client
