// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QByteArray>

#include <optional>

namespace Rules {

/// What is known of a message before it goes on.
struct LiveMessage
{
    Capture::Direction direction = Capture::Direction::Sent;
    Capture::Transport transport = Capture::Transport::WebSocket;
    Capture::Kind kind = Capture::Kind::Text;
    qint8 engineIo = -1;
    qint8 socketIo = -1;
    QByteArray nsp;
    QByteArray event;
    qint64 ackId = -1;
    QByteArray path; ///< of the session
    /// What the app meant: of a Socket.IO packet its data as they are shown (attachments in their
    /// places), of another message its contents. It is what Replace changes.
    QByteArray body;
    QByteArray content; ///< as it crossed, attachments not repeated
    bool isBinary = false; ///< crossed as bytes, not as text
    bool hasBinaryPieces = false; ///< attachments behind it cross as bytes
    qint64 payloadBytes = 0;
    qint64 wireBytes = 0;
    std::optional<quint16> closeCode; ///< in a close frame, if there is one
};

/// What is known of a request before it goes on.
struct LiveRequest
{
    QByteArray method;
    QByteArray path; ///< without the query
    bool isUpgrade = false; ///< for a WebSocket
    bool isPolling = false; ///< of Engine.IO
    bool opens = false; ///< a session: else it is of one that stands, or of none
};

} // namespace Rules
