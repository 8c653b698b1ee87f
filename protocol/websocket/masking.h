// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/frame.h"

namespace WebSocket {

/// Masks or unmasks, RFC 6455 section 5.3: \a size bytes from \a in to \a out (which may be the
/// same). \a position is where in the payload \a in begins.
void applyMask(char *out, const char *in, qsizetype size, const MaskingKey &key,
               qsizetype position = 0);

} // namespace WebSocket
