// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/decoder.h"
#include "protocol/dialects/subscriptions.h"

namespace Dialects {

/// Pusher Channels, protocol 7. A room is a channel, joined when the server says that the
/// subscription succeeded.
class Pusher : public Decoder
{
public:
    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    Subscriptions m_channels;
};

} // namespace Dialects
