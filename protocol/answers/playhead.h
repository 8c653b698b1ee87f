// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/recording.h"

#include <optional>

namespace Answers {

/// Where one live client is in what was recorded of another: finds what it says among what that one
/// said, each of it once, and knows what followed. Of one namespace, or of one plain WebSocket.
class Playhead
{
public:
    /// The places of the server's steps, in their order.
    using Places = std::vector<std::size_t>;

    /// \a steps outlives it.
    explicit Playhead(const std::vector<Step> &steps);

    /// What the server said before the client said anything.
    Places opening() const { return following(0); }
    /// All that it said.
    Places all() const;
    /// What the server said from the step \a after on until the client said something again.
    Places followingStep(std::size_t after) const { return following(after + 1); }

    /// The client says \a said: the recorded step that it is taken for. An event by its name, an
    /// ack by its recorded id; a plain message that is equal, or else JSON of the same sort (a
    /// member like "type"). Nothing if nothing like it is left.
    std::optional<std::size_t> take(const Step &said);

private:
    Places following(std::size_t from) const;
    std::optional<std::size_t> find(const std::function<bool(const Step &step)> &fits) const;

    const std::vector<Step> &m_steps;
    std::vector<bool> m_taken; // a step each
};

} // namespace Answers
