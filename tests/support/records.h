// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

/// Records to write into captures in tests.
namespace Samples {

inline Capture::Time at(qint64 microseconds)
{
    // 2026-03-01T12:00:00Z
    return Capture::Time(std::chrono::microseconds(1'772'366'400'000'000 + microseconds));
}

inline Capture::FrameRecord frame(Capture::Id id, Capture::Id message, qint64 payloadBytes)
{
    Capture::FrameRecord frame;
    frame.id = id;
    frame.time = at(id);
    frame.connection = 1;
    frame.message = message;
    frame.firstByte = 0x81;
    frame.isMasked = true;
    frame.key = {1, 2, 3, static_cast<uchar>(id)};
    frame.headerBytes = 6;
    frame.payloadBytes = frame.storedBytes = frame.plainBytes = payloadBytes;
    return frame;
}

/// A Socket.IO event over WebSocket: 42["event",…]
inline Capture::MessageRecord eventMessage(Capture::Id id, const QByteArray &name,
                                           const QByteArray &data)
{
    const QByteArray json = "[\"" + name + "\"," + data + "]";
    Capture::MessageRecord message;
    message.id = id;
    message.time = at(id);
    message.session = 1;
    message.connection = 1;
    message.transport = Capture::Transport::WebSocket;
    message.kind = Capture::Kind::Event;
    message.engineIo = 4;
    message.socketIo = 2;
    message.nsp = "/";
    message.event = name;
    message.content = QByteArray("42" + json);
    message.dataOffset = 2;
    message.payloadBytes = json.size();
    message.socketIoBytes = 1;
    message.engineIoBytes = 1;
    message.transportBytes = 6;
    return message;
}

inline Capture::SessionRecord session(Capture::Id id)
{
    Capture::SessionRecord session;
    session.id = id;
    session.source = 1;
    session.type = Capture::SessionRecord::Type::SocketIo;
    session.state = Capture::SessionRecord::State::Open;
    session.engineIo = 4;
    session.socketIo = 5;
    session.sid = "GVE42ACVDI27M4s9AAAi";
    session.path = "/socket.io/";
    session.opened = at(0);
    session.namespaces = {{"/", "abc", true}};
    session.transports = {{at(0), Capture::TransportStep::Stage::WebSocket, 1}};
    return session;
}

inline Capture::ConnectionRecord connection(Capture::Id id)
{
    Capture::ConnectionRecord connection;
    connection.id = id;
    connection.source = 1;
    connection.session = 1;
    connection.opened = at(0);
    connection.client = "127.0.0.1:41233";
    connection.target = "127.0.0.1:3000";
    connection.peer = "127.0.0.1:3000";
    return connection;
}

/// \a count events with a frame each, numbered from \a first on.
inline Capture::RecordBatch traffic(Capture::Id first, Capture::Id count,
                                    const QByteArray &data = "{\"text\":\"hello\"}")
{
    Capture::RecordBatch batch;
    for (Capture::Id id = first; id < first + count; ++id) {
        Capture::MessageRecord message = eventMessage(id, id % 3 == 0 ? "tick" : "chat", data);
        batch.frames.push_back(frame(id, id, message.content.size));
        batch.weight += message.content.size + 300;
        batch.messages.push_back(std::move(message));
    }
    Capture::Totals totals;
    totals.messages = totals.frames = first + count - 1;
    batch.totals = totals;
    return batch;
}

} // namespace Samples
