// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"
#include "protocol/rules/livemessage.h"

#include <memory>

namespace Rules {

/// The first term of \a expression that needs what only a recorded message has, with a sentence
/// that says so; nothing if a LiveMatcher can tell all.
std::optional<Query::Error> notTold(const Query::Expression &expression);

/// Asks a query of messages on their way. It means what Query::compile() makes of it for a message
/// that was recorded, except for what is heard of a dialect on top of WebSocket: its events, topics
/// and heartbeats.
class LiveMatcher
{
public:
    /// notTold() has nothing against \a expression.
    explicit LiveMatcher(Query::Expression expression);
    ~LiveMatcher();
    Q_DISABLE_COPY_MOVE(LiveMatcher)

    /// No other thread may ask at the same time: it keeps buffers.
    bool matches(const LiveMessage &message);

private:
    class Look;

    Query::Expression m_expression;
    std::vector<std::unique_ptr<Look>> m_looks; // a term each
};

} // namespace Rules
