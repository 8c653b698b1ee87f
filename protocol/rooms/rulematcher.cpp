// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/rulematcher.h"

#include "protocol/query/compile.h"
#include "protocol/query/parser.h"

#include <algorithm>
#include <array>

namespace Rooms {

using namespace Capture;

namespace {

std::shared_ptr<const Condition> conditionOf(const RoomRule &rule, StoreReader &reader)
{
    const auto query = Query::parse(rule.filter);
    const auto *expression = std::get_if<Query::Expression>(&query);
    return expression == nullptr ? nullptr
                                 : Query::compile(*expression, StoreReader::Rows::Messages, reader);
}

} // namespace

RuleMatcher::RuleMatcher(StoreReader &reader, const SessionPlaces &places, RoomRule rule)
    : m_reader(reader)
    , m_places(places)
    , m_rule(std::move(rule))
    , m_room(parsePointer(m_rule.room).value_or(QByteArrayList()))
    , m_member(parsePointer(m_rule.member).value_or(QByteArrayList()))
    , m_condition(conditionOf(m_rule, reader))
{
}

void RuleMatcher::find(Id after, Id last, const std::atomic_bool &cancelled,
                       const std::function<void(std::span<const Id>)> &found)
{
    StoreReader::Choice choice;
    choice.condition = m_condition;
    m_reader.choose(StoreReader::Rows::Messages, choice, after, last, cancelled, found);
}

RuleMatch RuleMatcher::look(Id message)
{
    RuleMatch match {.message = message};
    const std::optional<MessageRow> row = m_reader.message(message);
    if (!row)
        return match;
    const MessageRecord &record = row->record;
    match.time = record.time;
    match.session = match.memberSession = record.session;
    match.place = m_places.placeOf(record.session, record.nsp);
    const QByteArray data = m_values.dataOf(record, m_places.protocolOf(record.session));
    const int first = DataValues::firstPlace(record);
    if (m_rule.change != RoomRule::Change::LeaveAll) {
        match.rooms = m_rule.room.isEmpty() ? QByteArrayList {m_rule.fixedRoom}
                                            : m_values.at(data, first, m_room);
        match.rooms.removeAll(QByteArray());
        if (match.rooms.isEmpty())
            return match;
    }
    if (!m_rule.member.isEmpty()) {
        const QByteArrayList members = m_values.at(data, first, m_member, 1);
        if (members.isEmpty() || members.first().isEmpty())
            return match;
        match.place.member = members.first();
        match.memberSession
            = m_places.sessionOf(match.place.source, match.place.nsp, match.place.member);
    }
    if (m_rule.answer != RoomRule::Answer::Any) {
        if (row->answer == 0) {
            match.state = RuleMatch::State::Waiting;
            return match;
        }
        if (m_rule.answer == RoomRule::Answer::Agreed && !agrees(row->answer))
            return match;
    }
    match.state = RuleMatch::State::Told;
    return match;
}

bool RuleMatcher::agrees(Id answer)
{
    const std::optional<MessageRow> row = m_reader.message(answer);
    if (!row)
        return false;
    const QByteArray data = m_values.dataOf(row->record, m_places.protocolOf(row->record.session));
    const std::array<QByteArrayList, 3> places {QByteArrayList {"0"}, QByteArrayList {"0", "ok"},
                                                QByteArrayList {"0", "success"}};
    return std::any_of(places.begin(), places.end(), [&](const QByteArrayList &place) {
        return m_values.at(data, 0, place) == QByteArrayList {"true"};
    });
}

} // namespace Rooms
