// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>
#include <QHash>

#include <array>
#include <optional>

namespace Capture {

/// Pairs Socket.IO acks with the events that asked for them.
///
/// Ids count per namespace and per asking direction (the same id may be open both ways at once). A
/// question that repeats an open id replaces it. Memory is bounded: of each namespace and direction
/// the table keeps the MaxOpen newest questions, answered ones among them, so that a second answer
/// can be told from one that nobody asked for.
class AckTable
{
public:
    static constexpr qsizetype MaxOpen = 16'384;

    struct Question
    {
        Id message = 0;
        Time time;
        bool isAnswered = false;
    };

    void ask(const QByteArray &nsp, Direction asker, qint64 ackId, Id message, Time time);

    enum class Result { Answered, Repeated, Unknown };
    struct Answer
    {
        Result result = Result::Unknown;
        Question question;
    };

    /// An ack with \a ackId was said by \a answerer.
    Answer answer(const QByteArray &nsp, Direction answerer, qint64 ackId);

private:
    using Questions = QHash<qint64, Question>;

    static void dropOldest(Questions &questions);

    std::array<QHash<QByteArray, Questions>, 2> m_questions; // by the asking direction
};

} // namespace Capture
