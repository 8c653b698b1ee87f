// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/boundedmap.h"
#include "protocol/dialects/decoder.h"
#include "protocol/dialects/jsonitems.h"
#include "protocol/dialects/subscriptions.h"

namespace Dialects {

/// WAMP 2 in JSON (wamp.2.json), basic profile. Its verbs are the names of the messages, an event
/// is a procedure. A room is a topic, from SUBSCRIBED to UNSUBSCRIBED.
class Wamp : public Decoder
{
public:
    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    void takeRequest(int code, const JsonItems &items, Note *note);
    void takeAnswer(int code, const JsonItems &items, Note *note);

    BoundedMap<QByteArray> m_topics; // of SUBSCRIBEs under way, by request
    BoundedMap<QByteArray> m_leaving; // subscriptions, by the request of their UNSUBSCRIBE
    BoundedMap<QByteArray> m_calls; // procedures, by request
    BoundedMap<QByteArray> m_procedures; // by registration
    BoundedMap<QByteArray> m_registering; // procedures, by request
    Subscriptions m_subscriptions;
};

} // namespace Dialects
