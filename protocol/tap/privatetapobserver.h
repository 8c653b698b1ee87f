// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"
#include "protocol/tap/tlsoptions.h"

#include <QByteArray>

namespace Tap {

/// What a private tap knows of a connection and Qt's client classes hide. All calls come in the net
/// thread, and the tap must not be deleted in one. A ticket is the number that the client put into
/// the request (PrivateTap::TicketField); 0 for none.
class PrivateTapObserver
{
public:
    using Tls = TlsFacts;

    struct Answer
    {
        int status = 0; ///< 0: what came is no HTTP, and all of it is in body
        QByteArray head; ///< as it crossed
        QByteArray body; ///< what came of it, 64 KiB at most; of a refused handshake
    };
    struct Close
    {
        quint16 code = 1006; ///< 1005: a close frame without a code; 1006: no close frame
        QByteArray reason;
        bool byServer = false; ///< the server's close frame was first
        /// What the server did against the protocol. The tap then ended the connection, and code is
        /// the one that it told the server.
        Problems problems;
    };

    /// The target could not be reached, or the connection died before the answer. \a text are the
    /// system's or the TLS library's words; \a tls is filled as far as TLS got. The client sees a
    /// 502.
    virtual void targetFailed(quint32 ticket, Problem problem, const QByteArray &text,
                              const Tls &tls)
        = 0;
    virtual void tlsNegotiated(const Tls &tls) = 0;
    /// The server answered a WebSocket handshake, with 101 or otherwise.
    virtual void handshakeAnswered(quint32 ticket, const Answer &answer) = 0;
    /// The tap took that many bytes of the client's frames, to send them on at once: it takes no
    /// more while the target does not read. QWebSocket knows only what it put into its own proxy
    /// engine, which takes everything.
    virtual void webSocketForwarded(quint32 /*ticket*/, qint64 /*bytes*/) { }
    /// A WebSocket is over: before the client sees it. QWebSocket drops its connection right after
    /// its own close frame; the tap then waits some seconds for the server's, and tells it here.
    virtual void webSocketClosed(quint32 ticket, const Close &close) = 0;

protected:
    ~PrivateTapObserver() = default;
};

} // namespace Tap
