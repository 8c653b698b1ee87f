// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <atomic>

namespace Query {

/// How long one answer took, among the answers to all messages of its kind: of the same namespace,
/// event and direction.
struct LatencyRank
{
    qint64 others = 0; ///< other messages of that kind that were answered
    qint64 faster = 0; ///< so many of them were answered in less time

    bool operator==(const LatencyRank &other) const = default;
};

/// The rank of the answer to the message \a question, among the messages above \a after. Goes
/// through the narrow rows of the capture twice. Nothing if it was not answered, or once
/// \a cancelled is true.
std::optional<LatencyRank> latencyRank(Capture::StoreReader &reader, Capture::Id question,
                                       Capture::Id after, const std::atomic_bool &cancelled);

} // namespace Query
