// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/boundedmap.h"
#include "protocol/dialects/decoder.h"
#include "protocol/dialects/jsonitems.h"

namespace Dialects {

/// JSON-RPC 2.0, batches among them. Its verbs are request, notification, response and error.
class JsonRpc : public Decoder
{
public:
    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    std::optional<Note> readOne(const JsonItems &items, bool isSent);

    BoundedMap<QByteArray> m_methods; // asked for, by direction and id
};

} // namespace Dialects
