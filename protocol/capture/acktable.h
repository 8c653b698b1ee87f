// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>
#include <QHash>

#include <array>
#include <optional>

namespace Capture {

/// Pairs answers with what asked for them: Socket.IO acks by their ids, a dialect's replies by its
/// keys.
///
/// Ids count per namespace and per asking direction (the same id may be open both ways at once). A
/// question that repeats an open id replaces it. Memory is bounded: of each namespace and direction
/// the table keeps the MaxOpen newest questions, answered ones among them, so that a second answer
/// can be told from one that nobody asked for.
template<typename AckId>
class BasicAckTable
{
public:
    static constexpr qsizetype MaxOpen = 16'384;

    struct Question
    {
        Id message = 0;
        Time time;
        bool isAnswered = false;
        bool isAnsweredForThem = false; ///< by the tap: their own answer repeats none
    };

    void ask(const QByteArray &nsp, Direction asker, const AckId &ackId, Id message, Time time);

    enum class Result { Answered, Repeated, Unknown };
    struct Answer
    {
        Result result = Result::Unknown;
        Question question;
    };

    /// An ack with \a ackId was said by \a answerer, or \a forThem by the tap.
    Answer answer(const QByteArray &nsp, Direction answerer, const AckId &ackId,
                  bool forThem = false);

private:
    using Questions = QHash<AckId, Question>;

    static void dropOldest(Questions &questions);

    std::array<QHash<QByteArray, Questions>, 2> m_questions; // by the asking direction
};

using AckTable = BasicAckTable<qint64>;
using ReplyTable = BasicAckTable<QByteArray>;

} // namespace Capture
