// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <atomic>
#include <optional>
#include <vector>

namespace Rooms {

/// One thing that a server said to several apps at once, as far as it can be told from outside:
/// equal messages to sessions of one source, within a few milliseconds (see ReceiptGroups).
struct Broadcast
{
    QByteArray event;
    QByteArray nsp; ///< namespace; of a dialect its topic
    Capture::Kind kind = Capture::Kind::Event;
    Capture::Time time; ///< of the first
    std::vector<Capture::Id> messages; ///< ascending
    std::vector<Capture::Id> sessions; ///< who got each of the messages
};

/// Whether \a message can be one of a broadcast's: to an app, and neither an answer nor a
/// heartbeat.
bool canBeBroadcast(const Capture::MessageRecord &message);

/// The broadcast that the message number \a message is one of; nothing if it reached one session
/// alone, cannot be one, or once \a cancelled is true.
///
/// Equal are source, namespace, kind, event, data and attachments; an ack id may differ where it
/// stands before the data (in MessagePack it does not). Looks at the rows within a second of it and
/// within 50,000 numbers, and at contents of the same length among those.
std::optional<Broadcast> broadcastOf(Capture::StoreReader &reader, Capture::Id message,
                                     const std::atomic_bool &cancelled);

} // namespace Rooms
