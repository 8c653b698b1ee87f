// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <optional>
#include <vector>

namespace Rooms {

/// When requests of clients that poll began, of messages that came with the answers.
class AskingTimes
{
public:
    explicit AskingTimes(Capture::StoreReader &reader)
        : m_reader(reader)
    {
    }

    /// Looks at the exchanges that are there now.
    void update(const std::atomic_bool &cancelled);
    /// Of one that came by polling; nothing of others.
    std::optional<Capture::Time> of(const Capture::MessageRecord &message) const;

private:
    Capture::StoreReader &m_reader;
    std::vector<std::pair<Capture::Id, Capture::Time>> m_times; // ascending
    Capture::Id m_last = 0;
};

} // namespace Rooms
