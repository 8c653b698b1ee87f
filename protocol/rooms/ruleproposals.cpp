// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/ruleproposals.h"

#include "protocol/query/writing.h"
#include "protocol/rooms/roomwords.h"

#include <algorithm>
#include <array>

namespace Rooms {

using namespace Capture;

namespace {

constexpr int Depth = 3;
constexpr qsizetype LongestRoom = 200;
constexpr std::array TypeKeys {"type", "action", "event", "op", "cmd", "command", "method", "t"};

RoomRule::Change changeOf(Movement movement)
{
    switch (movement) {
    case Movement::Leave:
        return RoomRule::Change::Leave;
    case Movement::LeaveAll:
        return RoomRule::Change::LeaveAll;
    default:
        return RoomRule::Change::Join;
    }
}

bool isTypeKey(QByteArrayView key)
{
    return std::any_of(TypeKeys.begin(), TypeKeys.end(),
                       [key](const char *known) { return key == QByteArrayView(known); });
}

/// Where a room's name stands most likely: under a key that is called so, or else the first text.
struct RoomPlace
{
    QByteArray pointer;
    QByteArray text;
    bool isKey = false;

    void take(const DataValues::Found &found)
    {
        const bool isRoom = isRoomKey(found.key);
        const bool isText = found.isString && found.text.size() <= LongestRoom;
        const bool isFirst = pointer.isEmpty() && isText && !found.text.isEmpty();
        if (isKey || (!isRoom && !isFirst) || !(isText || found.isList || isRoom))
            return;
        pointer = found.pointer;
        text = found.text.toByteArray();
        isKey = isRoom;
    }
};

} // namespace

void RuleProposals::take(const MessageRecord &message, int protocol)
{
    if (message.direction != Direction::Sent || message.dialect != Dialects::Dialect::None
        || message.effectiveAside() != Aside::None)
        return;
    if (message.kind == Kind::Event)
        takeEvent(message, protocol);
    else if (message.kind == Kind::Text && message.content.bytes.startsWith('{'))
        takeText(message);
}

void RuleProposals::takeEvent(const MessageRecord &message, int protocol)
{
    const Movement movement = movementOf(message.event);
    if (movement == Movement::None)
        return;
    RoomPlace place;
    bool isEmpty = true;
    m_values.forEach(m_values.dataOf(message, protocol), DataValues::firstPlace(message), Depth,
                     [&](const DataValues::Found &found) {
                         isEmpty = false;
                         // A text as an argument of its own, or under a key that says so.
                         const bool isArgument = found.pointer.count('/') == 1;
                         if (isArgument || isRoomKey(found.key))
                             place.take(found);
                         return true;
                     });
    RoomRule rule {.name = message.event,
                   .change = changeOf(movement),
                   .filter = "event:" + Query::quoted(message.event) + " dir:sent",
                   .room = place.pointer};
    if (message.nsp != "/")
        rule.filter += " nsp:" + Query::quoted(message.nsp);
    if (place.pointer.isEmpty()) {
        if (!isEmpty || movement == Movement::Join)
            return;
        rule.change = RoomRule::Change::LeaveAll;
    }
    if (rule.change == RoomRule::Change::LeaveAll)
        rule.room.clear();
    count(rule, message.id, place.text);
}

void RuleProposals::takeText(const MessageRecord &message)
{
    const QByteArray data = m_values.dataOf(message, 0);
    QByteArray typeKey;
    QByteArray type;
    RoomPlace place;
    m_values.forEach(data, 0, Depth, [&](const DataValues::Found &found) {
        const bool isOutermost = found.pointer.count('/') == 1;
        if (type.isEmpty() && isOutermost && found.isString && isTypeKey(found.key)
            && movementOf(found.text) != Movement::None) {
            typeKey = found.pointer;
            type = found.text.toByteArray();
        } else {
            place.take(found);
        }
        return true;
    });
    if (type.isEmpty())
        return;
    RoomRule rule {.name = type,
                   .change = changeOf(movementOf(type)),
                   .filter = "data." + typeKey + '=' + Query::quoted(type) + " kind:text dir:sent",
                   .room = place.pointer};
    if (place.pointer.isEmpty()) {
        if (rule.change == RoomRule::Change::Join)
            return;
        rule.change = RoomRule::Change::LeaveAll;
    }
    if (rule.change == RoomRule::Change::LeaveAll)
        rule.room.clear();
    count(rule, message.id, place.text);
}

void RuleProposals::count(const RoomRule &rule, Id message, const QByteArray &room)
{
    const QByteArray key = rule.filter + '\n' + rule.room;
    auto proposal = m_proposals.find(key);
    if (proposal == m_proposals.end()) {
        if (m_proposals.size() >= MostProposals)
            return;
        proposal = m_proposals.insert(key, {.rule = rule, .example = message, .exampleRoom = room});
    }
    ++proposal->messages;
}

std::vector<RuleProposal> RuleProposals::all() const
{
    std::vector<RuleProposal> proposals(m_proposals.cbegin(), m_proposals.cend());
    std::sort(proposals.begin(), proposals.end(),
              [](const RuleProposal &one, const RuleProposal &other) {
                  return std::pair(-one.messages, one.example)
                      < std::pair(-other.messages, other.example);
              });
    return proposals;
}

} // namespace Rooms
