// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

/// What can be counted and placed in time of the rows of a capture, without any of their contents.
namespace Capture {

/// Of one message. Byte counts are as in MessageRecord, and never negative.
struct MessageFacts
{
    Id id = 0;
    Time time;
    Id session = 0;
    Id connection = 0;
    Id exchange = 0;
    Id ackOf = 0; ///< of an answer: the message that asked
    qint64 ackLatencyUs = -1; ///< of an answer: how long it took
    Id answer = 0; ///< of a question: what answered it, 0 until then
    qint64 answerLatencyUs = -1; ///< of a question: how long that took
    qint64 payloadBytes = 0;
    qint64 socketIoBytes = 0;
    qint64 engineIoBytes = 0;
    qint64 transportBytes = 0;
    qint64 savedBytes = 0;
    quint32 nsp = 0; ///< in the table of names
    quint32 event = 0; ///< in the table of names
    Direction direction = Direction::Sent;
    Transport transport = Transport::None;
    Kind kind = Kind::Raw;
    Aside aside = Aside::None;
    bool asksAnswer = false; ///< it is no answer, and has an ack id
    bool isProblem = false;
    bool isChanged = false; ///< by a rule or the user

    qint64 wireBytes() const
    {
        return payloadBytes + socketIoBytes + engineIoBytes + transportBytes - savedBytes;
    }
};

/// Of one exchange.
struct ExchangeFacts
{
    Id id = 0;
    Id connection = 0;
    Id session = 0;
    Id message = 0;
    Time requestStarted;
    std::optional<Time> requestEnded;
    std::optional<Time> responseStarted;
    std::optional<Time> responseEnded;
    int status = 0;
    ByteCount wireBytes; ///< heads, bodies and their framing
    bool isGet = false;
    bool isHandshake = false;
    bool isPolling = false;
    bool isProblem = false;
    bool isAdmin = false; ///< our own talk with an admin namespace
};

} // namespace Capture
