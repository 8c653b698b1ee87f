// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/facts.h"
#include "widgets/timeline/heartbeats.h"
#include "widgets/timeline/marklane.h"
#include "widgets/timeline/spanlane.h"

#include <QHash>

#include <vector>

/// What one session did when: all its messages together, and in lanes as long as it is unfolded.
///
/// Facts come in order of their numbers; settle() after each portion.
class TimelineTrack
{
public:
    /// What a message's lane is chosen by.
    enum class Grouping { Namespace, Event };

    /// Messages of one namespace or of one event, and the way from questions to answers.
    struct Lane
    {
        quint32 name = 0; ///< a number in the table of names
        MarkLane marks;
        SpanLane answers;
    };

    /// The messages of events beyond so many different ones share a lane.
    static constexpr std::size_t MostLanes = 40;

    /// \a isShown: the filter lets it through. What it hides is looked at only to pair answers.
    void add(const Capture::MessageFacts &facts, bool isShown);
    /// One that is known already is replaced.
    void add(const Capture::ExchangeFacts &facts);
    /// A rule or the user changed a message that is here, perhaps.
    void markAltered(const Capture::MessageFacts &facts);
    /// It is of another session, as is known now.
    void remove(const Capture::ExchangeFacts &facts);
    void settle();

    /// Makes lanes, or forgets them.
    void unfold(Grouping grouping);
    void fold();
    bool isUnfolded() const { return m_isUnfolded; }

    /// All of its messages but heartbeats.
    const MarkLane &messages() const { return m_messages; }
    /// Exchanges that ask only: GET.
    const SpanLane &gets() const { return m_gets; }
    /// The part of each of them in which nothing moved: from the whole request to the response.
    const SpanLane &waits() const { return m_waits; }
    /// Exchanges that carry something to the server: POST and all others.
    const SpanLane &posts() const { return m_posts; }
    const Heartbeats &heartbeats() const { return m_heartbeats; }
    Heartbeats &heartbeats() { return m_heartbeats; }
    /// In order of their first messages; the shared one, if there is one, is the last.
    const std::vector<Lane> &lanes() const { return m_lanes; }
    bool hasSharedLane() const { return m_lanes.size() > MostLanes; }
    bool isEmpty() const;

private:
    /// A question that waits for its answer.
    struct Question
    {
        Capture::Time time;
        quint32 event = 0;
        quint32 nsp = 0;
        bool isShown = false;
    };

    /// The way from a question to its answer.
    struct Answer
    {
        TimelineSpan span;
        quint32 event = 0;
        quint32 nsp = 0;
    };

    quint32 keyOf(quint32 nsp, quint32 event) const;
    Lane &laneOf(quint32 key);
    void putIntoLane(const TimelineMark &mark);
    void putIntoLane(const Answer &answer);
    void markAnswered(const TimelineSpan &span);

    MarkLane m_messages;
    std::vector<Answer> m_answers;
    QHash<Capture::Id, Question> m_questions;
    std::vector<TimelineSpan> m_answered; // since the last settle()
    SpanLane m_gets;
    SpanLane m_posts;
    SpanLane m_waits;
    Heartbeats m_heartbeats;
    std::size_t m_laned = 0; // so many messages are in lanes
    bool m_isUnfolded = false;
    Grouping m_grouping = Grouping::Namespace;
    std::vector<Lane> m_lanes;
    QHash<quint32, std::size_t> m_laneOf;
};
