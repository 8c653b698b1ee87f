// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/boundedmap.h"
#include "protocol/dialects/decoder.h"
#include "protocol/dialects/jsonitems.h"
#include "protocol/dialects/subscriptions.h"

namespace Dialects {

/// Phoenix channels: Phoenix.Socket.V1.JSONSerializer and V2.JSONSerializer, binary messages among
/// them. A room is a topic, joined and left when the server replies "ok" to phx_join and phx_leave.
class Phoenix : public Decoder
{
public:
    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    struct Parts;

    static std::optional<Parts> textParts(QByteArrayView text);
    static std::optional<Parts> binaryParts(QByteArrayView bytes, bool isSent);

    struct Asked
    {
        QByteArray topic;
        bool joins = false;
    };
    BoundedMap<Asked> m_asked; // by ref
    Subscriptions m_topics;
};

} // namespace Dialects
