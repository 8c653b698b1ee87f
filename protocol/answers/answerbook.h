// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/answer.h"
#include "protocol/rules/livematcher.h"

#include <memory>

namespace Answers {

/// One use of an answer.
struct Use
{
    const Answer *answer = nullptr;
    qint64 count = 0; ///< how often it was used, this time included
    std::chrono::microseconds time {0}; ///< when: so long after what it is for
};

/// Which answers are for what a client does; counts how often each was used.
class AnswerBook
{
public:
    /// What fromFile() read.
    explicit AnswerBook(AnswerList list);

    const AnswerList &list() const { return m_list; }
    /// The answers for \a message, in their order. It has the \a path of a plain WebSocket, or an
    /// empty one.
    std::vector<Use> uses(When when, const QByteArray &path, const Rules::LiveMessage &message);
    /// The first that refuses a client, which is used now; null for none.
    const Reject *rejection(const QByteArray &path, const Rules::LiveMessage &message);
    /// One more use of a timer's answer: nothing if it was used often enough.
    std::optional<Use> use(std::size_t place);

private:
    struct Entry
    {
        std::unique_ptr<Rules::LiveMatcher> matcher; // null: everything
        qint64 used = 0;
    };

    bool mayBeUsed(std::size_t place) const;
    bool fits(std::size_t place, When when, const QByteArray &path,
              const Rules::LiveMessage &message);

    AnswerList m_list;
    std::vector<Entry> m_entries; // an answer each
};

} // namespace Answers
