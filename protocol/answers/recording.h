// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <chrono>
#include <variant>
#include <vector>

namespace Answers {

/// A message that crossed in a recorded session.
struct Step
{
    Capture::Direction direction = Capture::Direction::Sent; ///< Sent: of the client
    Capture::Kind kind = Capture::Kind::Event;
    QByteArray nsp; ///< of Socket.IO
    QByteArray event;
    qint64 ackId = -1; ///< of what asks for an answer, and of the answer
    QByteArray data; ///< of Socket.IO: JSON in the notation of exports
    QByteArray content; ///< of a plain WebSocket
    std::chrono::microseconds time {0}; ///< since the session was opened

    bool isOfServer() const { return direction == Capture::Direction::Received; }
};

/// A recorded session, as far as it can be said again.
struct Recording
{
    Capture::Id session = 0;
    bool isSocketIo = false;
    QByteArray path; ///< of the request
    bool isMsgpack = false;
    int engineIo = 4;
    int pingIntervalMs = 0;
    int pingTimeoutMs = 0;
    qint64 maxPayload = 0;
    QByteArray subprotocol;
    std::vector<Step> steps; ///< no heartbeats, and nothing that a tap made up
};

/// What was recorded of \a session, of 0 the first one of Socket.IO or of a plain WebSocket. Or a
/// sentence that says why it cannot be served.
std::variant<Recording, QByteArray> recordingOf(Capture::StoreReader &reader, Capture::Id session);

} // namespace Answers
