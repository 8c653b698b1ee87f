// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/dialect.h"

#include <algorithm>
#include <iterator>

namespace Dialects {

namespace {

constexpr const char *Names[] {"",        "stomp",  "phoenix",     "graphql",
                               "signalr", "pusher", "actioncable", "mqtt",
                               "wamp",    "sockjs", "jsonrpc"};
static_assert(std::size(Names) == static_cast<std::size_t>(Dialect::JsonRpc) + 1);

} // namespace

QByteArrayView dialectName(Dialect dialect)
{
    return Names[static_cast<std::size_t>(dialect)];
}

std::optional<Dialect> dialectFromName(QByteArrayView name)
{
    const auto *const found = std::find(std::begin(Names), std::end(Names), name);
    if (found == std::end(Names) || name.isEmpty())
        return std::nullopt;
    return static_cast<Dialect>(found - std::begin(Names));
}

} // namespace Dialects
