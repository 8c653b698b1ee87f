// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/kinds.h"

namespace Capture {

Kind kindOf(WebSocket::OpCode opCode)
{
    switch (opCode) {
    case WebSocket::OpCode::Text:
        return Kind::Text;
    case WebSocket::OpCode::Close:
        return Kind::Close;
    case WebSocket::OpCode::Ping:
        return Kind::Ping;
    case WebSocket::OpCode::Pong:
        return Kind::Pong;
    case WebSocket::OpCode::Binary:
    case WebSocket::OpCode::Continuation:
        break;
    }
    return Kind::Binary;
}

Kind kindOf(EngineIo::PacketType type)
{
    switch (type) {
    case EngineIo::PacketType::Open:
        return Kind::EioOpen;
    case EngineIo::PacketType::Close:
        return Kind::EioClose;
    case EngineIo::PacketType::Ping:
        return Kind::EioPing;
    case EngineIo::PacketType::Pong:
        return Kind::EioPong;
    case EngineIo::PacketType::Upgrade:
        return Kind::EioUpgrade;
    case EngineIo::PacketType::Noop:
        return Kind::EioNoop;
    case EngineIo::PacketType::Message:
    case EngineIo::PacketType::Unknown:
        break;
    }
    return Kind::EioMessage;
}

Kind kindOf(SocketIo::PacketType type)
{
    using enum SocketIo::PacketType;
    switch (type) {
    case Connect:
        return Kind::Connect;
    case Disconnect:
        return Kind::Disconnect;
    case Event:
    case BinaryEvent:
        return Kind::Event;
    case Ack:
    case BinaryAck:
        return Kind::Ack;
    case ConnectError:
        return Kind::ConnectError;
    case Unknown:
        break;
    }
    return Kind::EioMessage;
}

} // namespace Capture
