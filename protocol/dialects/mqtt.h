// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/boundedmap.h"
#include "protocol/dialects/decoder.h"
#include "protocol/dialects/subscriptions.h"

#include <array>

namespace Dialects {

/// MQTT 3.1.1 and 5. Packets may span WebSocket messages and share them ([MQTT-6.0.0-2]); a packet
/// belongs to the message that holds the last byte of what is looked at: its first MaxHead bytes. A
/// room is a topic filter, from its SUBACK to its UNSUBACK. A direction that is no MQTT any more is
/// looked at no further.
class Mqtt : public Decoder
{
public:
    static constexpr qsizetype MaxHead = qsizetype(64) << 10;

    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    class Body;
    struct Lane
    {
        QByteArray waiting; // the begin of a packet
        qint64 skip = 0; // of a packet that was looked at
        BoundedMap<QByteArray> topics; // by alias
        bool isLost = false;
    };

    void takePackets(Lane &lane, bool isSent, Note *note);
    Note notePacket(quint8 first, QByteArrayView head, Lane &lane, bool isSent);
    void notePublish(quint8 flags, Body body, Lane &lane, Note *note) const;
    void noteFilters(int type, Body body, Note *note);
    void noteCodes(int type, Body body, Note *note);

    std::array<Lane, 2> m_lanes;
    BoundedMap<QByteArrayList> m_asked; // filters by type and packet id
    Subscriptions m_filters;
    bool m_isV5 = false;
};

} // namespace Dialects
