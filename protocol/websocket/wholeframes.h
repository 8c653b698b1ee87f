// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/frame.h"

namespace WebSocket {

/// True if \a bytes are frames that \a sender may send, one behind the other, from the first byte
/// to the last: messages begin and end here. By chance next to nothing else is that: lengths have
/// to fit and to be written as short as they can be, text has to be UTF-8 without zeros, and it is
/// 8 bytes at least. \a isDeflateAgreed: frames may be compressed.
bool areWholeFrames(QByteArrayView bytes, Sender sender, bool isDeflateAgreed);

} // namespace WebSocket
