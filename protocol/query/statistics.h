// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/layercosts.h"
#include "protocol/query/timeslices.h"

#include <QByteArray>

#include <array>
#include <optional>

namespace Query {

/// What tells the rows of statistics apart; with nothing of it there is one row.
struct Grouping
{
    bool bySession = false;
    bool byNamespace = false;
    bool byEvent = false; ///< the event's name, or the kind where there is none
    bool byDirection = false;
    bool operator==(const Grouping &other) const = default;
};

/// A row: messages of one kind. Numbers are -1 where there is nothing to take them of; percentiles
/// are as exact as LogHistogram says.
struct StatisticsRow
{
    // What its messages have in common, as far as they are grouped by it.
    Capture::Id session = 0;
    QByteArray nsp;
    QByteArray event; ///< empty: they have no event's name, and kind says what they are
    Capture::Kind kind = Capture::Kind::Raw;
    Capture::Direction direction = Capture::Direction::Sent;
    bool isRest = false; ///< there were too many kinds: all the others

    qint64 count = 0;
    double rate = -1; ///< messages a second, over Statistics::span()
    qint64 problems = 0; ///< messages with one
    qint64 payloadBytes = 0;
    qint64 wireBytes = 0;
    // Payload bytes of a message.
    qint64 sizeP50 = -1;
    qint64 sizeP95 = -1;
    qint64 sizeMost = -1;
    std::vector<qint64> sizeOctaves; ///< how many have 0, 1, 2, … binary digits
    // From a message that asked for an answer to that answer.
    qint64 asked = 0;
    qint64 answered = 0;
    qint64 pending = 0;
    qint64 unanswered = 0; ///< and the session is closed
    qint64 latencyP50Us = -1;
    qint64 latencyP95Us = -1;
    qint64 latencyP99Us = -1;
    // From one message of the row to the next one.
    qint64 gapP50Us = -1;
    qint64 gapP95Us = -1;
};

/// What was counted of a capture.
struct Statistics
{
    Grouping grouping;
    std::vector<StatisticsRow> rows; ///< in the order in which they were met
    StatisticsRow total; ///< of all of them
    qint64 looked = 0; ///< messages looked at, of which total.count were chosen
    std::optional<Capture::Time> from; ///< of the time that is looked at
    std::optional<Capture::Time> to;
    std::array<LayerCosts, 3> layers; ///< by Capture::Transport
    /// What no message carries: heads under way, unfinished frames. Only where all was chosen.
    std::optional<LayerCosts> rest;
    std::chrono::microseconds sliceWidth {0};
    std::vector<TimeSlice> slices;

    std::chrono::microseconds span() const
    {
        return from && to ? *to - *from : std::chrono::microseconds(0);
    }
    const LayerCosts &of(Capture::Transport transport) const
    {
        return layers[static_cast<std::size_t>(transport)];
    }
    LayerCosts layerTotal() const; ///< with the rest
};

/// The name of what a row's messages are: the event's, or the kind's.
QByteArrayView eventName(const StatisticsRow &row);

} // namespace Query
