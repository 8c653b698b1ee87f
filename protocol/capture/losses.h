// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QHash>

namespace Capture {

/// Counts what is dropped and keeps what must not be lost for good.
///
/// Of a dropped batch the latest state of its sources, connections and sessions is kept, its gaps
/// and annotations, the exchanges without their bodies (up to MostExchanges) and the problems that
/// are not about a message. take() gives all of that as one batch that is to be written where the
/// dropped ones would have been, with a gap for each cause.
class Losses
{
public:
    static constexpr std::size_t MostExchanges = 20'000;

    /// What a batch made of losses is, and what it takes from the sums.
    struct Remains
    {
        RecordBatch batch;
        /// Dropped rows and bytes, to be taken off the sums from this batch on; its gap fields
        /// are to be added.
        Totals lost;
        std::size_t ownGaps = 0; ///< how many at the end of batch.gaps are made of losses
    };

    /// Drops \a batch for \a cause at the time \a now. Remains of earlier losses may be dropped
    /// again.
    void drop(RecordBatch &&batch, GapRecord::Cause cause, Time now);
    void drop(Remains &&remains, GapRecord::Cause cause, Time now);

    bool isEmpty() const { return m_isEmpty; }

    /// All of it, at the time \a now; empty afterwards. The gaps have no numbers.
    Remains take(Time now);

private:
    void count(const RecordBatch &batch, GapRecord::Cause cause, Time now);
    void keep(RecordBatch &&batch);
    void addGap(const GapRecord &gap);

    bool m_isEmpty = true;
    Remains m_remains;
    QHash<Id, std::size_t> m_connections; // where each is in the batch
    QHash<Id, std::size_t> m_sessions;
    QHash<Id, std::size_t> m_exchanges;
    QHash<Id, std::size_t> m_memberships;
    QHash<Id, std::size_t> m_servers;
    QHash<Id, std::size_t> m_sockets;
    std::vector<GapRecord> m_gaps; // of drops; those kept from batches are in the batch
};

/// Takes \a lost off \a totals and adds its gaps.
void settle(Totals &totals, const Totals &lost);
/// Adds \a other to \a sum, or takes it away.
void accumulate(Totals &sum, const Totals &other, int sign);

} // namespace Capture
