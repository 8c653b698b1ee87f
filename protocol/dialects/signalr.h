// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/boundedmap.h"
#include "protocol/dialects/decoder.h"

namespace Dialects {

/// SignalR's hub protocol in JSON: records that end in 0x1E. It tells the client nothing of groups,
/// so there are no rooms. Binary messages (its MessagePack form) have no note.
class SignalR : public Decoder
{
public:
    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    std::optional<Note> readRecord(QByteArrayView record, bool isSent);

    BoundedMap<QByteArray> m_targets; // of invocations under way, by their keys
    bool m_isOpening = false; // the handshake was sent, and not answered
};

} // namespace Dialects
