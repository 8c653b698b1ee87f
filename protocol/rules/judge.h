// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/livemessage.h"
#include "protocol/rules/rule.h"

#include <memory>

namespace Rules {

class CompiledRules;

/// What is to be done with a message, and which rule wants it.
struct Verdict
{
    struct Wish
    {
        QByteArray by;
        Action action;
        bool operator==(const Wish &other) const = default;
    };
    /// In the rules' order. After a Drop, Cut, Close or Hold there are no more. Every rule looks at
    /// the message as it came, and each Replace at what those before it made of it. A Stall says
    /// how long it lasts from now on, 0: until there are other rules.
    std::vector<Wish> wishes;
    std::chrono::microseconds delay {0}; ///< the sum of those that Delay wishes came to
    /// After all Replace wishes, null without. One that finds nothing to change is no wish and no
    /// use of its rule.
    QByteArray body;

    bool isEmpty() const { return wishes.empty(); }
};

/// How often each rule was used so far, by its place in the list.
using Uses = std::vector<quint64>;

/// Decides for one tap what its rules want: keeps count of uses and of chance. The order of calls
/// and the seed make the decisions.
class Judge
{
public:
    explicit Judge(std::shared_ptr<const CompiledRules> rules);
    ~Judge();
    Q_DISABLE_COPY_MOVE(Judge)

    /// Takes over from \a before, which was at \a since: rules that were on in it and are as they
    /// were go on in their time, with their uses and what they chose; chance goes on if the seed is
    /// the same. So the others do not notice that one was edited.
    void follow(const Judge &before, std::chrono::microseconds since);

    /// \a since is how long the rules are in force. \a session is a number of the caller's: chance
    /// has a course of its own for each, so that sessions do not disturb each other.
    Verdict message(const LiveMessage &message, quint64 session, std::chrono::microseconds since);
    /// The session is over: its course of chance is not kept.
    void forgetSession(quint64 session);

    /// The wish of the first rule that has one: Answer, or Delay with what it came to in \a delay.
    std::optional<Verdict::Wish> request(const LiveRequest &request,
                                         std::chrono::microseconds since,
                                         std::chrono::microseconds *delay);

    /// What the rules want of a connection now: Refuse (of one that \a isNew: accepted now), Cut,
    /// Stall, Throttle. \a connection is a number of the caller's. Each rule that is active chooses
    /// once for a connection, and then keeps to it: only then it is counted and left to chance.
    std::vector<Verdict::Wish> connection(quint64 connection, bool isNew,
                                          std::chrono::microseconds since);
    /// The connection is over: what was chosen for it is not kept.
    void forgetConnection(quint64 connection);
    /// When connection() has to be asked again of every connection, because a rule begins or ends:
    /// what \a since is then. Nothing for never.
    std::optional<std::chrono::microseconds> nextChange(std::chrono::microseconds since) const;

    /// Whether messages (requests, connections) have to be asked about at all.
    bool looksAtMessages() const;
    bool looksAtRequests() const;
    bool looksAtConnections() const;

    const Uses &uses() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace Rules
