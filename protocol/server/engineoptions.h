// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>

namespace Server {

/// How an Engine.IO server behaves. The defaults are those of socket.io 4.
struct EngineOptions
{
    std::chrono::milliseconds pingInterval {25000};
    std::chrono::milliseconds pingTimeout {20000};
    std::chrono::milliseconds upgradeTimeout {10000};
    std::chrono::milliseconds closeTimeout {30000}; ///< for the last GET of a closed session
    qint64 maxPayload = 1000000; ///< of a POST, or of a WebSocket message
    bool polling = true;
    bool webSocket = true;
    bool deflate = false; ///< accept permessage-deflate
    bool revision3 = false; ///< let clients of revision 3 in too, as `allowEIO3` does
    bool cors = false; ///< pages of every origin may use it
    bool cookie = false; ///< a cookie `io` with the sid, in the answer that opens over polling
};

} // namespace Server
