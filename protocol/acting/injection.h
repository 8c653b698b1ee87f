// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/judge.h"
#include "protocol/socketio/packetassembler.h"
#include "protocol/websocket/frame.h"

#include <chrono>
#include <optional>
#include <variant>

namespace Acting {

/// Where something is sent into: a session that crosses a tap.
struct SessionPlace
{
    Capture::Id connection = 0; ///< of a plain WebSocket
    QByteArray sid; ///< of an Engine.IO session; else empty
};

/// A Socket.IO packet. An event that asks for an answer gets its ack id from the tap.
struct InjectedPacket
{
    SocketIo::Assembled packet;
    bool asks = false;
    bool isMsgpack = false; ///< how the session speaks
};

/// A WebSocket message, a ping, or over Engine.IO a message without Socket.IO.
struct InjectedMessage
{
    WebSocket::OpCode opCode = WebSocket::OpCode::Text;
    QByteArray payload;
};

/// A WebSocket close frame, or over Engine.IO its close packet.
struct InjectedClose
{
    quint16 code = 1000;
    QByteArray reason;
};

/// Something to send into a session that others have. A value: it crosses threads.
struct Injection
{
    quint64 number = 0; ///< the caller's, for what is told of it
    SessionPlace place;
    Capture::Direction direction = Capture::Direction::Sent; ///< Sent: to the server
    std::variant<InjectedPacket, InjectedMessage, InjectedClose> what;
    QByteArray by = QByteArrayLiteral("you");
};

/// What became of it.
struct InjectionNews
{
    enum class State : quint8 {
        Waiting, ///< for the next request or response that can carry it
        Sent,
        Answered,
        Failed ///< it was not sent and will not be, or its answer will not come
    };

    quint64 number = 0;
    State state = State::Waiting;
    QByteArray error; ///< a sentence
    QByteArray answer; ///< the data of the ack, as they are shown
    std::chrono::microseconds latency {0};
};

/// A message that waits at a breakpoint.
struct HeldMessage
{
    quint64 id = 0;
    quint32 source = 0;
    SessionPlace place;
    Capture::Time since;
    QByteArray by; ///< the rule's name
    Rules::LiveMessage message;
    bool canEdit = true; ///< its body can be written again
    bool canAnswer = false; ///< it asks for an answer
    bool stopsHeartbeats = false; ///< over polling they wait behind it
    /// pingInterval and pingTimeout of its session together, for whoever knows them.
    std::optional<std::chrono::milliseconds> patience;
};

/// What the user wants of a held message.
struct HeldVerdict
{
    enum class What : quint8 { Release, Drop, Answer };

    What what = What::Release;
    std::optional<QByteArray> body; ///< Release: this instead
    QByteArray answer; ///< Answer: JSON values with commas between, as exported
};

} // namespace Acting
