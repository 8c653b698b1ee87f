// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/problem.h"

#include <QByteArray>

#include <optional>
#include <variant>

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
    bool ours = false; ///< the tap said this itself, the server did not
};

/// The tap changed what follows in this direction.
struct WireChanged
{
    Id connection = 0;
    Time time;
    QByteArray what; ///< "Host: 127.0.0.1:9000 -> example.org"
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

using WireEvent
    = std::variant<WireOpened, WireConnected, WireBytes, WireChanged, WireEnded, WireClosed>;

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
