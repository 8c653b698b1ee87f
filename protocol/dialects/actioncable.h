// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/decoder.h"
#include "protocol/dialects/subscriptions.h"

namespace Dialects {

/// Rails' Action Cable (actioncable-v1-json). A room is a channel's identifier as it is spelled
/// (`{"channel":"ChatChannel","id":1}`), joined when the server confirms the subscription.
class ActionCable : public Decoder
{
public:
    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    Subscriptions m_channels;
};

} // namespace Dialects
