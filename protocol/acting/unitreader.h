// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/packetgrouper.h"
#include "protocol/websocket/framedecoder.h"
#include "protocol/websocket/messagedecoder.h"

namespace Acting {

/// Reads one direction of a WebSocket, from between two messages on, into units. All bytes come out
/// again in Unit::raw, in order.
///
/// A message of more than MaxMessageBytes that is not compressed, and all that follows a breach of
/// the protocol, comes out unread, in pieces.
class UnitReader
{
public:
    static constexpr qsizetype MaxMessageBytes = qsizetype(64) << 20;

    struct Setup
    {
        Capture::Direction direction = Capture::Direction::Sent;
        std::optional<WebSocket::DeflateParameters> deflate;
        EngineIo::Revision revision = EngineIo::Revision::Unknown;
        bool isEngineIo = false;
        QByteArray path;
    };
    /// \a window: see WebSocket::MessageDecoder::window(), for one that does not begin with the
    /// connection.
    explicit UnitReader(const Setup &setup, const QByteArray &window = {});

    /// See PacketGrouper::setGrouping().
    void setGrouping(bool on)
    {
        if (m_packets)
            m_packets->setGrouping(on);
    }
    /// Call next() until there is none.
    void feed(const QByteArray &bytes);
    std::optional<Unit> next();

    /// Nothing of a message is held: all that was fed came out.
    bool atBoundary() const;
    /// Bytes that were fed and are in no unit yet.
    QByteArray takeRest();
    /// Messages that came out, each control frame being one.
    qint64 count() const { return m_count; }

private:
    struct Open
    {
        QByteArray payload;
        QByteArray raw;
        bool isCompressed = false;
    };

    void take(WebSocket::MessageEvent &&event);
    void finish(WebSocket::MessageEvent &&event, Open &&open);
    void passUnread(QByteArray &&raw, int completes = 0);
    void giveUp();

    Setup m_setup;
    Rules::LiveMessage m_base;
    WebSocket::FrameDecoder m_frames;
    WebSocket::MessageDecoder m_messages;
    std::optional<PacketGrouper> m_packets; // of Engine.IO
    QByteArray m_raw; // fed, and of no frame that ended
    Open m_data;
    Open m_control;
    bool m_isUnread = false; // the open data message is too long
    bool m_hasGivenUp = false;
    qint64 m_count = 0;
    std::deque<Unit> m_ready;
};

} // namespace Acting
