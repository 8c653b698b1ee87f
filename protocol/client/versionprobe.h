// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/handshake.h"

namespace Client {

/// Finds out over a WebSocket, whose open packet looks the same in both revisions of Engine.IO,
/// which one a server speaks that was asked for revision 4: a server of socket.io 2 then says
/// unasked that the client is connected to `/`, or why not.
///
/// Over polling the form of the first payload tells: see revisionOfOpening().
class VersionProbe
{
public:
    enum class Verdict : quint8 { Undecided, Revision3, Revision4 };

    /// How long the unasked word of a server of version 2 may take. It comes with the open packet
    /// unless middleware takes its time.
    static constexpr std::chrono::milliseconds Patience {250};

    /// A session was opened; nothing has been sent yet.
    Verdict opened(const EngineIo::Handshake &handshake);
    /// The data of a message came, before anything was sent.
    Verdict took(QByteArrayView message);
    /// Nothing came in time.
    Verdict waited();

    Verdict verdict() const { return m_verdict; }

private:
    Verdict m_verdict = Verdict::Undecided;
};

/// The data of a message is CONNECT to `/` without a sid, as only version 2 sends it.
bool isBareConnect(QByteArrayView message);

} // namespace Client
