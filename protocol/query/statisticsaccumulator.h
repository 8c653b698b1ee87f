// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/messagetally.h"

#include <QHash>

#include <functional>
#include <optional>

namespace Capture {
class NameTable;
}

namespace Query {

/// Computes Statistics of messages that are added one after the other; more can come at any time.
///
/// Memory grows with the rows, the questions without an answer and the polling exchanges, not with
/// the messages.
class StatisticsAccumulator
{
public:
    /// Rows beyond so many are one.
    static constexpr std::size_t MostRows = 20'000;

    /// \a countsAll: every message is chosen, and what no message carries counts too. \a names are
    /// those that the messages' names are numbered in.
    StatisticsAccumulator(const Grouping &grouping, bool countsAll,
                          const Capture::NameTable &names);

    /// In the order of their numbers. One that is not chosen counts only as looked at, and as an
    /// answer to one that was.
    void add(const Capture::MessageFacts &message, bool isChosen);
    /// As it is now; may come again.
    void add(const Capture::ExchangeFacts &exchange) { m_layers.set(exchange); }

    /// \a isClosed tells of a session whether it is closed.
    Statistics statistics(const std::function<bool(Capture::Id)> &isClosed) const;
    /// There are questions without an answer: it matters whether sessions are closed.
    bool hasOpenQuestions() const { return m_total.hasOpenQuestions(); }

private:
    struct Key
    {
        Capture::Id session = 0;
        quint32 nsp = 0;
        quint32 event = 0;
        Capture::Kind kind = Capture::Kind::Raw;
        Capture::Direction direction = Capture::Direction::Sent;
        bool operator==(const Key &other) const = default;
        friend size_t qHash(const Key &key, size_t seed)
        {
            return qHashMulti(seed, key.session, key.nsp, key.event, static_cast<int>(key.kind),
                              static_cast<int>(key.direction));
        }
    };

    /// A message that asked, until it is answered.
    struct Question
    {
        std::size_t row = 0;
        Capture::Id session = 0;
        Capture::Time time;
    };

    Key keyOf(const Capture::MessageFacts &message) const;
    std::size_t rowOf(const Key &key);
    void answer(const Question &question, qint64 latencyUs);

    Grouping m_grouping;
    const Capture::NameTable &m_names;
    QHash<Key, std::size_t> m_rows; // where each is in the two below
    std::vector<Key> m_keys;
    std::vector<MessageTally> m_tallies;
    Key m_lastKey;
    std::size_t m_lastRow = 0; // of m_lastKey, if there is a row
    MessageTally m_total;
    QHash<Capture::Id, Question> m_questions;
    LayerSum m_layers;
    TimeSlices m_slices;
    qint64 m_looked = 0;
    std::optional<Capture::Time> m_from;
    std::optional<Capture::Time> m_to;
};

} // namespace Query
