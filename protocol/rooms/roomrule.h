// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <variant>
#include <vector>

namespace Rooms {

/// What a user says about how an app's messages tell of rooms: a guess, and marked as one wherever
/// it is shown.
struct RoomRule
{
    enum class Change : quint8 { Join, Leave, LeaveAll };
    /// What must have come back for a message to count.
    enum class Answer : quint8 {
        Any, ///< nothing
        Answered,
        Agreed ///< an ack that begins with true, or an object with "ok" or "success" true
    };

    QByteArray name; ///< for evidence
    bool isOn = true;
    Change change = Change::Join;
    QByteArray filter; ///< in the filter language: which messages
    QByteArray room; ///< a JSON pointer to its name, or to an array of names; see DataValues
    QByteArray fixedRoom; ///< the room's name, if there is no pointer
    QByteArray member; ///< a JSON pointer to the member's name; empty: the session itself
    Answer answer = Answer::Any;

    bool operator==(const RoomRule &other) const = default;
};

/// What keeps \a rule from being used, a sentence; nothing if it can be.
std::optional<QByteArray> faultOf(const RoomRule &rule);

// In files: a member for each that says something. What is no rule is a sentence that says why.
// Rules that faultOf() finds something in are read and written as they are.
QJsonObject toJson(const RoomRule &rule);
std::variant<RoomRule, QByteArray> ruleFromJson(const QJsonObject &object);
QJsonArray toJson(const std::vector<RoomRule> &rules);
std::variant<std::vector<RoomRule>, QByteArray> rulesFromJson(const QJsonArray &array);

} // namespace Rooms
