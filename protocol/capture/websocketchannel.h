// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/dialectsession.h"
#include "protocol/capture/messagenumbers.h"
#include "protocol/websocket/framedecoder.h"
#include "protocol/websocket/handshake.h"
#include "protocol/websocket/messagedecoder.h"

#include <array>
#include <memory>

namespace Capture {

/// The WebSocket part of a connection, from the first byte behind the 101 on: frames to messages,
/// and those to the session, which is the connection itself or the one that shares an Engine.IO
/// sid. A connection that turns out to speak Engine.IO, whatever its path says, becomes such a
/// session by its first message.
class WebSocketChannel
{
public:
    struct Start
    {
        Id connection = 0;
        Time time;
        WebSocket::Handshake handshake;
        SessionTracker::Pointer engineIo; ///< null: a plain WebSocket
        SessionRecord plain; ///< of a plain one: source, path
        ClientTraits traits;
        MessageNumbers *numbers = nullptr; ///< of the connection
    };

    WebSocketChannel(DecoderContext &context, Start start);

    void feed(Direction direction, const QByteArray &bytes, Time time);
    /// Bytes are missing here. False if nobody can tell where the next frame begins.
    bool skip(Direction direction, qint64 bytes, Time time);
    /// From here on this direction cannot be decoded.
    void lose(Direction direction, Time time);
    /// Behind what is missing: true if \a bytes, what one packet brought, are whole frames. Then
    /// decoding goes on with them, and their messages are marked.
    bool findAgain(Direction direction, const QByteArray &bytes);
    /// A message that did not cross the target side. Nothing that crosses is read differently for
    /// it: a close frame does not close, and what rides on the WebSocket is not told by it.
    void takeUncrossed(WireUncrossed &&event);
    /// What a reader has to know that begins after the bytes fed so far.
    std::optional<QByteArray> window(Direction direction) const
    {
        return m_lanes[static_cast<std::size_t>(direction)]->messages.window();
    }
    /// This direction ended.
    void end(Direction direction, Time time);
    /// The connection is over; \a how says in words how its TCP side ended.
    void close(Time time, const QByteArray &how);

    /// Gathers what changed.
    void flush();

    Id session() const;

private:
    struct OpenMessage // its frames are still coming
    {
        OpenMessage(DecoderContext &context, bool isAdmin)
            : content(context.collector, context.budget,
                      isAdmin ? ContentBuilder::Store::Late : ContentBuilder::Store::AsItCame)
        {
        }
        ContentBuilder content;
        std::vector<Id> frames;
    };
    struct Lane
    {
        Lane(DecoderContext &context, WebSocket::Sender sender,
             const std::optional<WebSocket::DeflateParameters> &deflate, bool isAdmin)
            : frames(sender)
            , messages(sender, deflate)
            , data(context, isAdmin)
            , control(context, isAdmin)
        {
        }
        WebSocket::FrameDecoder frames;
        WebSocket::MessageDecoder messages;
        OpenMessage data;
        OpenMessage control;
        bool ended = false;
        bool isLost = false;
        bool isJustFound = false; // its messages are marked
    };

    Lane &lane(Direction direction) { return *m_lanes[static_cast<std::size_t>(direction)]; }
    std::unique_ptr<Lane> newLane(Direction direction);
    void drain(Direction direction, Time time);
    void takeEvent(Direction direction, WebSocket::MessageEvent &&event, Time time);
    Id takeMessage(Direction direction, const WebSocket::MessageEvent &event, Content &&content,
                   std::vector<Id> &&frames, Id lastFrame, Time time);
    Id addMessage(Direction direction, const WebSocket::MessageEvent &event, Content &&content,
                  std::vector<Id> &&frames, Id lastFrame, Time time);
    Id takePacket(PacketUnit &&unit);
    void becomeEngineIo();
    void addRaw(Direction direction, const QByteArray &bytes, Time time);
    Session &currentSession();
    bool isAdmin() const;

    DecoderContext &m_context;
    Start m_start;
    std::unique_ptr<Session> m_plain; // null once it is Engine.IO
    std::unique_ptr<DialectSession> m_dialect; // of m_plain
    std::array<std::unique_ptr<Lane>, 2> m_lanes;
    QByteArray m_closeReason;
    Direction m_closedBy = Direction::Received;
    bool m_sawClose = false;
    bool m_isFirst = true;
};

} // namespace Capture
