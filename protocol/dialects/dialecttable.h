// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/decoder.h"
#include "protocol/dialects/dialect.h"

#include <memory>
#include <span>

namespace Dialects {

/// What there is to know of a dialect: a line for each.
struct Entry
{
    Dialect dialect = Dialect::None;
    const char *subprotocols = ""; ///< values of Sec-WebSocket-Protocol, separated by spaces
    const char *paths = ""; ///< how a usual path ends, separated by spaces; `*` is one segment
    Likeness (*likeness)(const Unit &unit) = nullptr;
    std::unique_ptr<Decoder> (*make)() = nullptr;

    bool hasSubprotocol(QByteArrayView name) const;
    bool suitsPath(QByteArrayView path) const;
};

/// In the order in which they are tried.
std::span<const Entry> dialectTable();

/// A decoder for one connection; null for None.
std::unique_ptr<Decoder> newDecoder(Dialect dialect);

} // namespace Dialects
