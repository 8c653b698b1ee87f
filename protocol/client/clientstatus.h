// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientoptions.h"
#include "protocol/client/failure.h"
#include "protocol/socketio/compose.h"

#include <optional>

namespace Client {

enum class State : quint8 {
    Idle, ///< not opened yet, or closed by the user
    Connecting,
    Open,
    Waiting, ///< before the next attempt
    Failed, ///< ended, and no other attempt will be made
};

enum class CurrentTransport : quint8 { None, Polling, Upgrading, WebSocket };

struct NamespaceStatus
{
    enum class State : quint8 { Asked, Connected, Refused, Disconnected };

    QByteArray name;
    State state = State::Asked;
    QByteArray socketId;
    bool isRecovered = false; ///< the server kept what was missed
    QByteArray error; ///< JSON of the refusal

    bool operator==(const NamespaceStatus &other) const = default;
};

/// How a client stands: all that a view has to show. A value.
struct ClientStatus
{
    State state = State::Idle;
    Failure failure; ///< why the last attempt or connection ended
    int attempt = 0; ///< of the attempts to connect again, from 1
    std::chrono::milliseconds retryIn {0}; ///< while Waiting: the whole delay
    CurrentTransport transport = CurrentTransport::None;
    /// What the server was found to speak, as Version; Auto while unknown, V4 for 3 and 4 where
    /// they cannot be told apart.
    Version version = Version::Auto;
    /// Nobody said, and the server is so old (Engine.IO before 6.2) that it may be version 3.
    bool mayBeVersion3 = false;
    QByteArray subprotocol; ///< that the server chose
    QByteArray extensions; ///< that were agreed on
    QByteArray tls; ///< "TLSv1.3 TLS_AES_128_GCM_SHA256"
    QByteArray fingerprint; ///< of the server's certificate
    QList<NamespaceStatus> namespaces;

    bool operator==(const ClientStatus &other) const = default;
};

/// What is sent now arrives: open, and for Socket.IO in a namespace at least.
bool isConnected(Protocol protocol, const ClientStatus &status);

/// One thing to send with Socket.IO.
struct Emission
{
    QByteArray nsp = QByteArrayLiteral("/");
    QByteArray event;
    SocketIo::Arguments arguments;
    bool asksForAck = false;
    std::chrono::milliseconds ackTimeout {0}; ///< 0: none
    bool isVolatile = false; ///< dropped while it cannot be written at once
};

/// One WebSocket message or control frame to send.
struct PlainMessage
{
    enum class Kind : quint8 { Text, Binary, Ping };

    Kind kind = Kind::Text;
    QByteArray bytes; ///< UTF-8 for text; 125 at most for a ping
};

/// What became of an Emission or a PlainMessage, by the number it was given.
struct Outcome
{
    enum class Kind : quint8 {
        Queued, ///< waits: not connected
        Sent, ///< handed to the transport
        Answered, ///< arguments and latency
        TimedOut, ///< no ack in time; a late one still comes as Answered
        Dropped, ///< text says why: volatile, or the connection went before the ack
    };

    quint64 number = 0;
    Kind kind = Kind::Sent;
    SocketIo::Arguments arguments;
    std::chrono::microseconds latency {0};
    QByteArray text;
};

/// An event that the server sent.
struct ReceivedEvent
{
    QByteArray nsp;
    QByteArray name; ///< unescaped
    SocketIo::Arguments arguments;
    std::optional<quint64> ackId; ///< the server asks for an answer
    bool isAnswered = false; ///< by an AutoAnswer
};

/// Answers the server's questions without being asked: all events of that name in that namespace.
struct AutoAnswer
{
    QByteArray nsp; ///< empty: any
    QByteArray event; ///< empty: any
    SocketIo::Arguments arguments;

    bool operator==(const AutoAnswer &other) const = default;
};

} // namespace Client
