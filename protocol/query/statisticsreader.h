// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/nametable.h"
#include "protocol/capture/storereader.h"
#include "protocol/query/statisticsaccumulator.h"

#include <QSet>

namespace Query {

/// Reads a capture into Statistics, and goes on when there is more. Lives in one thread; the reader
/// may be another one each time, of the same rows.
class StatisticsReader
{
public:
    using Choice = Capture::StoreReader::Choice;

    /// \a choice is of messages; its time range, if it has one, is the time that is looked at.
    /// \a after: messages up to this number, and exchanges up to \a afterExchange, are left out.
    StatisticsReader(const Grouping &grouping, const Choice &choice, Capture::Id after = 0,
                     Capture::Id afterExchange = 0);

    /// Another condition for another reader, that wants the same.
    void setCondition(std::shared_ptr<const Capture::Condition> condition);

    /// Reads what there is, and calls \a between now and then. Stops when \a cancelled becomes
    /// true.
    void read(Capture::StoreReader &reader, const std::atomic_bool &cancelled,
              const std::function<void()> &between = {});
    /// The number of the last message that was looked at.
    Capture::Id looked() const { return m_looked; }

    /// What was counted; \a reader knows which sessions are closed, and the sums.
    Statistics statistics(Capture::StoreReader &reader) const;

private:
    void readExchanges(Capture::StoreReader &reader, const std::atomic_bool &cancelled);
    void take(const Capture::ExchangeFacts &exchange);

    Choice m_choice;
    bool m_choosesAll;
    bool m_isWhole; // nothing of the capture is left out
    Capture::Id m_looked;
    Capture::Id m_lookedExchange;
    Capture::NameTable m_names;
    StatisticsAccumulator m_accumulator;
    QSet<Capture::Id> m_openExchanges; // they will come to more
    std::vector<Capture::Id> m_chosen; // of a portion
};

} // namespace Query
