// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"

namespace Client {

/// What the requests of one Engine.IO session ask for.
struct EngineTarget
{
    EngineIo::Revision revision = EngineIo::Revision::V4;
    QByteArray path; ///< "/socket.io/"
    QByteArray query; ///< the user's, percent-encoded, or empty
    QByteArray sid; ///< once there is one

    /// A polling request; \a unique is never the same twice, so that nobody on the way answers
    /// from a cache.
    QByteArray polling(const QByteArray &unique) const;
    QByteArray webSocket() const;

private:
    QByteArray pathAndQuery(QByteArrayView transport, QByteArrayView unique) const;
};

} // namespace Client
