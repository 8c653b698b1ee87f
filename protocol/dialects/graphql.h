// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/boundedmap.h"
#include "protocol/dialects/decoder.h"
#include "protocol/dialects/subscriptions.h"

namespace Dialects {

/// GraphQL over WebSocket: graphql-transport-ws, and graphql-ws as subscriptions-transport-ws
/// spoke it. An operation is answered by the first message with its id. A room is a subscription
/// operation's name, or its first field's: from when it is asked for (the protocol confirms none)
/// until its error or end.
class GraphQl : public Decoder
{
public:
    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

    /// What an operation is called.
    struct Operation
    {
        QByteArray name; ///< or the first field's
        bool isSubscription = false;
    };
    static Operation operationOf(QByteArrayView query, const QByteArray &operationName);

private:
    BoundedMap<Operation> m_operations; // by id
    Subscriptions m_subscriptions;
};

} // namespace Dialects
