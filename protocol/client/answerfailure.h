// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/failure.h"
#include "protocol/engineio/packet.h"
#include "protocol/problem.h"
#include "protocol/tap/tlsoptions.h"

#include <optional>

namespace Client {

/// An HTTP answer as a client judges it.
struct HttpAnswer
{
    int status = 0;
    QByteArray contentType;
    QByteArray location;
    QByteArray body; ///< without content coding
};

Failure failureOf(FailureKind kind, int status = 0, const QByteArray &text = {});
/// The server speaks that revision, and another was asked for.
Failure wrongVersion(EngineIo::Revision spoken);
/// Another transport may do better where this one failed so.
bool isOfTransport(FailureKind kind);

/// The revision of Engine.IO in the payload of a polling answer that opens a session: `0{…}` or
/// `97:0{…}`. Nothing if it opens none.
std::optional<EngineIo::Revision> revisionOfOpening(QByteArrayView body);

/// Why \a answer to a request of Engine.IO, revision \a asked, is none that a client can go on
/// with. Of a WebSocket's handshake the server says it in plain text.
Failure engineFailure(const HttpAnswer &answer, EngineIo::Revision asked);

/// Why \a answer to the handshake of a plain WebSocket opens none.
Failure handshakeFailure(const HttpAnswer &answer);

/// Why the tap had no answer for its client, of what it tells.
Failure targetFailure(Problem problem, const QByteArray &text, const Tap::TlsFacts &tls);

} // namespace Client
