// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/rulerunner.h"

#include <algorithm>
#include <array>

namespace Rooms {

using namespace Capture;

RuleRunner::RuleRunner(StoreReader &reader, const std::vector<RoomRule> &rules)
    : m_reader(reader)
{
    for (const RoomRule &rule : rules) {
        if (rule.isOn && !faultOf(rule))
            m_rules.push_back(std::make_unique<RuleMatcher>(reader, m_places, rule));
    }
}

void RuleRunner::advance(const std::atomic_bool &cancelled)
{
    if (m_rules.empty())
        return;
    const Id last = m_reader.lastMessage();
    const std::vector<SessionRecord> sessions = m_reader.sessions();
    m_places.set(sessions);
    for (const SessionRecord &session : sessions) {
        if (session.closed && !m_ended.contains(session.id)) {
            m_ended.insert(session.id);
            m_ends.emplace_back(*session.closed, session.id);
        }
    }
    std::sort(m_ends.rbegin(), m_ends.rend());
    std::vector<Step> steps = stepsUntil(last, cancelled);
    // Answers may have come to what was there before.
    steps.insert(steps.begin(), m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
    for (const Step &step : steps) {
        if (cancelled.load(std::memory_order_relaxed))
            return;
        apply(step);
    }
    m_last = last;
    endSessions(Time::max());
}

std::vector<RuleRunner::Step> RuleRunner::stepsUntil(Id last, const std::atomic_bool &cancelled)
{
    std::vector<Step> steps;
    const auto taker = [&steps](std::size_t rule) {
        return [&steps, rule](std::span<const Id> messages) {
            for (const Id message : messages)
                steps.push_back({message, rule});
        };
    };
    for (std::size_t i = 0; i < m_rules.size(); ++i)
        m_rules[i]->find(m_last, last, cancelled, taker(i));
    auto condition = std::make_shared<Condition>();
    condition->where = "m.kind = " + QByteArray::number(static_cast<int>(Kind::Disconnect));
    StoreReader::Choice disconnects;
    disconnects.condition = condition;
    m_reader.choose(StoreReader::Rows::Messages, disconnects, m_last, last, cancelled,
                    taker(m_rules.size()));
    std::sort(steps.begin(), steps.end(), [](const Step &one, const Step &other) {
        return std::pair(one.message, one.rule) < std::pair(other.message, other.rule);
    });
    return steps;
}

/// Those that ended before \a until.
void RuleRunner::endSessions(Time until)
{
    while (!m_ends.empty() && m_ends.back().first < until) {
        m_book.endSession(m_ends.back().second, m_ends.back().first);
        m_ends.pop_back();
    }
}

void RuleRunner::apply(const Step &step)
{
    if (step.rule == m_rules.size())
        return disconnect(step.message);
    const RuleMatch match = m_rules[step.rule]->look(step.message);
    if (match.state == RuleMatch::State::Waiting && !m_ended.contains(match.session))
        m_waiting.push_back(step);
    if (match.state != RuleMatch::State::Told)
        return;
    endSessions(match.time);
    const RoomRule &rule = m_rules[step.rule]->rule();
    GuessBook::Reason reason {.time = match.time,
                              .session = match.memberSession,
                              .message = match.message,
                              .evidence = {}};
    GuessBook::Place place {.source = match.place.source,
                            .nsp = match.place.nsp,
                            .room = {},
                            .member = match.place.member};
    if (rule.change == RoomRule::Change::LeaveAll)
        return m_book.leaveAll(place, reason);
    reason.evidence = "rule \"" + rule.name + "\": message #" + QByteArray::number(match.message);
    for (const QByteArray &room : match.rooms) {
        place.room = room;
        if (rule.change == RoomRule::Change::Join)
            m_book.join(place, reason);
        else
            m_book.leave(place, reason);
    }
}

void RuleRunner::disconnect(Id message)
{
    const std::array ids {message};
    const std::vector<MessageRow> rows = m_reader.messages(ids);
    if (rows.empty())
        return;
    const MessageRecord &record = rows.front().record;
    endSessions(record.time);
    const SessionPlaces::Place place = m_places.placeOf(record.session, record.nsp);
    m_book.leaveAll(
        {.source = place.source, .nsp = place.nsp, .room = {}, .member = place.member},
        {.time = record.time, .session = record.session, .message = message, .evidence = {}});
}

} // namespace Rooms
