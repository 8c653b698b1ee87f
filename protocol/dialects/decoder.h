// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/note.h"

#include <QtGlobal>

namespace Dialects {

/// Reads the messages of one connection in one dialect, both ways and in order. Pure; what it
/// remembers is bounded, whatever the peers say. What it does not understand has no note.
class Decoder
{
public:
    Decoder() = default;
    virtual ~Decoder() = default;
    Q_DISABLE_COPY_MOVE(Decoder)

    virtual std::optional<Note> read(const Unit &unit) = 0;
};

/// What a message says about the dialect of its connection.
enum class Likeness : quint8 {
    None,
    Fits, ///< enough where the path is one of the dialect's
    Proves ///< nothing else would say this
};

} // namespace Dialects
