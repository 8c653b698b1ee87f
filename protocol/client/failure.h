// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Client {

/// Why there is no connection, or no more. The words are made where they are shown.
enum class FailureKind : quint8 {
    None,
    BadUrl, ///< text: what is wrong with it
    HostNotFound,
    Refused, ///< nobody listens there
    Unreachable, ///< text: the system's words
    TimedOut, ///< no connection, or no answer, in time
    TlsUntrusted, ///< text: why; fingerprint
    TlsWrongName, ///< the certificate is another host's; fingerprint
    TlsExpired, ///< fingerprint
    TlsSelfSigned, ///< fingerprint
    TlsFailed, ///< text: the TLS library's words
    ProxyFailed, ///< the upstream proxy refused or is not there; text
    Redirected, ///< location
    HttpStatus, ///< status, and text: the start of the body
    NotWebSocket, ///< answered, but with no WebSocket: status
    NotSocketIo, ///< answered, but with nothing of Engine.IO: status
    WrongVersion, ///< speaks revision `revision`
    TransportRefused, ///< Engine.IO error 0: this transport is turned off
    SessionUnknown, ///< Engine.IO error 1
    Forbidden, ///< Engine.IO error 4, text
    EngineError, ///< another Engine.IO error: engineCode, text
    ClosedByServer, ///< closeCode and text (the reason); or Engine.IO's close
    DisconnectedByServer, ///< Socket.IO's DISCONNECT of all namespaces: no reconnection
    ConnectRefused, ///< CONNECT_ERROR for all namespaces: no reconnection; text: JSON of the last
    Lost, ///< the connection broke without a word
    PingTimeout, ///< the server was silent for too long
    ParseError, ///< what came is none of the protocol; text
    NotConnected, ///< Socket.IO: no namespace was answered in time
};

struct Failure
{
    FailureKind kind = FailureKind::None;
    int status = 0; ///< of the HTTP answer
    int engineCode = -1; ///< of Engine.IO's error body
    int revision = 0; ///< of Engine.IO that the server speaks
    quint16 closeCode = 0; ///< 1005, 1006: none was said
    QByteArray text;
    QByteArray location; ///< of a redirect
    QByteArray fingerprint; ///< SHA-256 of the certificate, lower-case hex

    explicit operator bool() const { return kind != FailureKind::None; }
    bool operator==(const Failure &other) const = default;
};

} // namespace Client
