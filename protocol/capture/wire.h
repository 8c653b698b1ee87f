// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/alteration.h"
#include "protocol/capture/types.h"
#include "protocol/problem.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace Capture {

/// What a tap reports of one connection, in the order in which it happened. A connection is
/// WireOpened, then anything, then WireClosed once.

/// A client was accepted.
struct WireOpened
{
    Id connection = 0;
    quint32 source = 0; ///< the tap
    Time time;
    QByteArray client; ///< "127.0.0.1:41233"
    QByteArray target; ///< "example.org:443", as the tap was told
    bool tls = false; ///< the target side speaks TLS
};

/// The target side stands.
struct WireConnected
{
    Id connection = 0;
    Time time;
    QByteArray peer; ///< the address that answered
    QByteArray tls; ///< "TLSv1.3 TLS_AES_128_GCM_SHA256", empty without TLS
};

/// Bytes crossed the target side (for TLS: inside of it).
struct WireBytes
{
    Id connection = 0;
    Direction direction = Direction::Sent;
    Time time; ///< of the last byte
    QByteArray bytes;
    bool ours = false; ///< it did not cross: the tap said it, or kept it from the target
};

/// Bytes crossed that whoever captured them does not have: what is imported lacks them.
struct WireMissing
{
    Id connection = 0;
    Direction direction = Direction::Sent;
    Time since; ///< of what crossed before them
    Time time; ///< of what crossed behind them
    qint64 bytes = 0;
};

/// The tap changed what follows in this direction.
struct WireChanged
{
    Id connection = 0;
    Time time;
    QByteArray what; ///< "Host: 127.0.0.1:9000 -> example.org"
    QByteArray by = QByteArrayLiteral("host"); ///< what wanted it: that, or a rule's name
};

/// All bytes of \a direction that were reported so far end between two messages, and the tap counts
/// messages from here on, anew each time: WireMarked names them by their number.
struct WireCounted
{
    Id connection = 0;
    Direction direction = Direction::Sent;
    /// If it is given: called while decoding, with the deflate window of a WebSocket's direction at
    /// this place (WebSocket::MessageDecoder::window()).
    std::function<void(std::optional<QByteArray>)> tellWindow;
};

/// Something was done to a message that crossed the target side, or will next. Several of these may
/// be about the same message: the last one of a kind holds.
struct WireMarked
{
    Id connection = 0;
    Direction direction = Direction::Sent;
    /// From 0 at WireCounted: of WebSocket messages, each control frame being one, or of Engine.IO
    /// packets in the bodies of polling. Of a Socket.IO packet with attachments that of its last
    /// piece.
    qint64 number = 0;
    Time time;
    Alteration alteration;
};

/// A message that did not cross the target side: what the tap said to the app, or what it kept from
/// the target.
struct WireUncrossed
{
    struct Piece
    {
        QByteArray bytes; ///< a WebSocket message, or an Engine.IO packet as it crosses there
        bool isBinary = false;
    };

    Id connection = 0;
    Direction direction = Direction::Sent;
    Time time;
    QByteArray sid; ///< of the Engine.IO session; empty: the connection's own session
    quint8 opCode = 0; ///< of a WebSocket control frame: 8, 9, 10; else 0
    std::vector<Piece> pieces; ///< one; of a Socket.IO packet its attachments too
    Alteration alteration;
};

/// One side will send no more.
struct WireEnded
{
    enum class End : quint8 { Fin, Reset };

    Id connection = 0;
    Direction direction = Direction::Sent; ///< whose sending ended
    Time time;
    End end = End::Fin;
};

/// Nothing more comes of this connection.
struct WireClosed
{
    Id connection = 0;
    Time time;
    std::optional<Problem> problem; ///< why, if it was not both sides being done
    QByteArray text; ///< the system's or the TLS library's words for it
};

using WireEvent = std::variant<WireOpened, WireConnected, WireBytes, WireMissing, WireChanged,
                               WireCounted, WireMarked, WireUncrossed, WireEnded, WireClosed>;

/// Where taps put their copy of the traffic.
class WireSink
{
public:
    WireSink() = default;
    virtual ~WireSink() = default;
    Q_DISABLE_COPY_MOVE(WireSink)

    /// Takes the event. Never blocks; called from the net thread.
    virtual void record(WireEvent &&event) = 0;

    /// True while the taps should not read more: the budget is used up.
    virtual bool isFull() const = 0;
};

} // namespace Capture
