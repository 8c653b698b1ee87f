// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinetrack.h"

#include <algorithm>

using namespace Capture;

namespace {

bool isTurn(Kind kind)
{
    switch (kind) {
    case Kind::Connect:
    case Kind::Disconnect:
    case Kind::ConnectError:
    case Kind::EioOpen:
    case Kind::EioClose:
    case Kind::EioUpgrade:
    case Kind::Close:
    case Kind::Handshake:
        return true;
    default:
        return false;
    }
}

TimelineMark markOf(const MessageFacts &facts)
{
    TimelineMark mark {.time = facts.time, .id = facts.id, .event = facts.event};
    constexpr quint32 MostNumbers = (1U << 24) - 1;
    mark.nsp = std::min(facts.nsp, MostNumbers) & MostNumbers;
    quint32 flags = 0;
    const auto set = [&flags](TimelineMark::Flag flag, bool on) {
        if (on)
            flags |= flag;
    };
    set(TimelineMark::Received, facts.direction == Direction::Received);
    set(TimelineMark::Problem, facts.isProblem);
    set(TimelineMark::Heartbeat, facts.aside == Capture::Aside::Heartbeat);
    set(TimelineMark::Asks, facts.asksAnswer);
    set(TimelineMark::Answered, facts.answer != 0);
    set(TimelineMark::Ack, facts.kind == Kind::Ack || facts.ackOf != 0);
    set(TimelineMark::Turn, isTurn(facts.kind));
    set(TimelineMark::Altered, facts.isChanged);
    mark.flags = flags & 0xFFU;
    return mark;
}

} // namespace

void TimelineTrack::add(const MessageFacts &facts, bool isShown)
{
    TimelineMark mark = markOf(facts);
    if (mark.has(TimelineMark::Heartbeat)) {
        m_heartbeats.add(mark, facts.kind);
        return;
    }
    if (facts.kind == Kind::EioOpen)
        m_heartbeats.begin(facts.time);
    if (facts.asksAnswer) {
        m_questions.insert(
            facts.id,
            {.time = facts.time, .event = facts.event, .nsp = facts.nsp, .isShown = isShown});
    }
    if (facts.ackOf != 0 && m_questions.contains(facts.ackOf)) {
        const Question question = m_questions.take(facts.ackOf);
        mark.event = question.event;
        if (question.isShown) {
            const TimelineSpan span {.start = question.time,
                                     .end = std::max(question.time, facts.time),
                                     .id = facts.ackOf,
                                     .flags = facts.isProblem ? quint32(TimelineSpan::Problem) : 0};
            m_answers.push_back({.span = span, .event = question.event, .nsp = question.nsp});
            m_answered.push_back(span);
            if (m_isUnfolded)
                putIntoLane(m_answers.back());
        }
    }
    if (isShown)
        m_messages.add(mark);
}

void TimelineTrack::add(const ExchangeFacts &facts)
{
    const bool isOver = facts.responseEnded.has_value();
    const auto put = [](SpanLane &lane, const TimelineSpan &span) {
        if (!lane.replace(span))
            lane.add(span);
    };
    TimelineSpan span {.start = facts.requestStarted,
                       .end = facts.responseEnded.value_or(TimelineSpan::Never),
                       .id = facts.id};
    span.end = std::max(span.start, span.end);
    const bool isRefused = facts.status >= 400;
    span.flags = (isOver ? 0 : quint32(TimelineSpan::Open))
        | (facts.isProblem || isRefused ? quint32(TimelineSpan::Problem) : 0);
    put(facts.isGet ? m_gets : m_posts, span);
    if (facts.requestEnded && facts.isGet) {
        TimelineSpan wait = span;
        wait.start = std::max(span.start, *facts.requestEnded);
        wait.end = std::max(wait.start, facts.responseStarted.value_or(span.end));
        put(m_waits, wait);
    }
}

void TimelineTrack::markAltered(const MessageFacts &facts)
{
    if (!m_messages.setFlag(facts.time, facts.id, TimelineMark::Altered) || !m_isUnfolded)
        return;
    for (Lane &lane : m_lanes) {
        if (lane.marks.setFlag(facts.time, facts.id, TimelineMark::Altered))
            break;
    }
}

void TimelineTrack::remove(const ExchangeFacts &facts)
{
    m_gets.remove(facts.requestStarted, facts.id);
    m_posts.remove(facts.requestStarted, facts.id);
    if (facts.requestEnded)
        m_waits.remove(std::max(facts.requestStarted, *facts.requestEnded), facts.id);
}

void TimelineTrack::settle()
{
    const std::size_t before = m_laned;
    const bool isBehind = m_messages.settle();
    m_gets.settle();
    m_posts.settle();
    m_waits.settle();
    m_heartbeats.settle();
    if (m_isUnfolded && isBehind) {
        for (std::size_t i = before; i < m_messages.marks().size(); ++i)
            putIntoLane(m_messages.marks()[i]);
        m_laned = m_messages.marks().size();
        for (Lane &lane : m_lanes) {
            lane.marks.settle();
            lane.answers.settle();
        }
    } else if (m_isUnfolded) {
        unfold(m_grouping); // in the order of now
    }
    for (const TimelineSpan &span : m_answered)
        markAnswered(span);
    m_answered.clear();
}

void TimelineTrack::markAnswered(const TimelineSpan &span)
{
    const auto mark = [&span](MarkLane &lane) {
        TimelineMark *const found = lane.find(span.start, span.id);
        if (found != nullptr)
            found->flags |= TimelineMark::Answered;
        return found;
    };
    const TimelineMark *const question = mark(m_messages);
    if (question == nullptr || !m_isUnfolded)
        return;
    mark(laneOf(keyOf(question->nsp, question->event)).marks);
}

bool TimelineTrack::isEmpty() const
{
    return m_messages.isEmpty() && m_heartbeats.isEmpty() && m_gets.spans().empty()
        && m_posts.spans().empty();
}

void TimelineTrack::unfold(Grouping grouping)
{
    fold();
    m_isUnfolded = true;
    m_grouping = grouping;
    for (const TimelineMark &mark : m_messages.marks())
        putIntoLane(mark);
    m_laned = m_messages.marks().size();
    for (const Answer &answer : m_answers)
        putIntoLane(answer);
    for (Lane &lane : m_lanes) {
        lane.marks.settle();
        lane.answers.settle();
    }
}

void TimelineTrack::fold()
{
    m_isUnfolded = false;
    m_laned = 0;
    m_lanes.clear();
    m_laneOf.clear();
}

quint32 TimelineTrack::keyOf(quint32 nsp, quint32 event) const
{
    return m_grouping == Grouping::Namespace ? nsp : event;
}

TimelineTrack::Lane &TimelineTrack::laneOf(quint32 key)
{
    const auto known = m_laneOf.constFind(key);
    if (known != m_laneOf.cend())
        return m_lanes[*known];
    if (m_lanes.size() <= MostLanes)
        m_lanes.push_back({.name = key});
    m_laneOf.insert(key, m_lanes.size() - 1);
    return m_lanes.back();
}

void TimelineTrack::putIntoLane(const TimelineMark &mark)
{
    laneOf(keyOf(mark.nsp, mark.event)).marks.add(mark);
}

void TimelineTrack::putIntoLane(const Answer &answer)
{
    laneOf(keyOf(answer.nsp, answer.event)).answers.add(answer.span);
}
