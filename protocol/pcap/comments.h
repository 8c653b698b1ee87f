// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QHash>

/// What stands in the comments of packets.
namespace Pcap {

/// The sessions of a capture, by number.
using Sessions = QHash<Capture::Id, Capture::SessionRecord>;

/// "message 17, session 3 (Socket.IO 5): event "chat" in /admin, ack 5"
QByteArray commentOf(const Capture::MessageRow &message, const Sessions &sessions);

/// On the first packet of a connection: what its addresses were, TLS, what the tap changed, how it
/// ended.
QByteArrayList commentsOf(const Capture::ConnectionRecord &connection, const QByteArray &portNote);

} // namespace Pcap
