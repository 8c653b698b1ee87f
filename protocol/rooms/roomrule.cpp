// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/roomrule.h"

#include "protocol/query/parser.h"
#include "protocol/rooms/datavalues.h"

#include <array>

namespace Rooms {

namespace {

constexpr qsizetype MostRules = 1'000;
constexpr std::array Changes {"join", "leave", "leave all"};
constexpr std::array Answers {"any", "answered", "agreed"};

/// The place of \a word in \a words, -1 if it is not there.
template<std::size_t Size>
int placeIn(const std::array<const char *, Size> &words, const QString &word)
{
    for (std::size_t i = 0; i < Size; ++i) {
        if (word == QLatin1String(words[i]))
            return static_cast<int>(i);
    }
    return -1;
}

QByteArray noPointer(const QByteArray &text)
{
    return '"' + text
        + "\" is no JSON pointer: it begins with /, as /0 for the first argument, or /room.";
}

} // namespace

std::optional<QByteArray> faultOf(const RoomRule &rule)
{
    if (rule.filter.trimmed().isEmpty())
        return "The rule needs a filter that says which messages it is about.";
    const auto query = Query::parse(rule.filter);
    if (const auto *error = std::get_if<Query::Error>(&query))
        return "The filter cannot be understood: " + error->text + '.';
    if (rule.change != RoomRule::Change::LeaveAll) {
        if (rule.room.isEmpty() && rule.fixedRoom.isEmpty())
            return "The rule needs a place where the room's name stands, or the name of a room.";
        if (!parsePointer(rule.room))
            return noPointer(rule.room);
    }
    if (!parsePointer(rule.member))
        return noPointer(rule.member);
    return std::nullopt;
}

QJsonObject toJson(const RoomRule &rule)
{
    QJsonObject object;
    const auto add = [&object](const char *key, const QByteArray &text) {
        if (!text.isEmpty())
            object[QLatin1String(key)] = QString::fromUtf8(text);
    };
    add("name", rule.name);
    object[QLatin1String("on")] = rule.isOn;
    add("change", Changes.at(std::size_t(rule.change)));
    add("filter", rule.filter);
    add("room", rule.room);
    add("fixedRoom", rule.fixedRoom);
    add("member", rule.member);
    if (rule.answer != RoomRule::Answer::Any)
        add("answer", Answers.at(std::size_t(rule.answer)));
    return object;
}

std::variant<RoomRule, QByteArray> ruleFromJson(const QJsonObject &object)
{
    RoomRule rule;
    QByteArray fault;
    const auto text = [&](const char *key) {
        const QJsonValue value = object[QLatin1String(key)];
        if (!value.isUndefined() && !value.isString())
            fault = QByteArray("\"") + key + "\" of a rule is a text.";
        return value.toString();
    };
    rule.name = text("name").toUtf8();
    rule.filter = text("filter").toUtf8();
    rule.room = text("room").toUtf8();
    rule.fixedRoom = text("fixedRoom").toUtf8();
    rule.member = text("member").toUtf8();
    const QString change = text("change");
    const QString answer = text("answer");
    if (!fault.isEmpty())
        return fault;
    const QJsonValue isOn = object[QLatin1String("on")];
    if (!isOn.isUndefined() && !isOn.isBool())
        return QByteArray(R"("on" of a rule is true or false.)");
    rule.isOn = isOn.toBool(true);
    const int changePlace = placeIn(Changes, change);
    if (changePlace < 0)
        return QByteArray(R"("change" of a rule is "join", "leave" or "leave all".)");
    rule.change = static_cast<RoomRule::Change>(changePlace);
    const int answerPlace = answer.isEmpty() ? 0 : placeIn(Answers, answer);
    if (answerPlace < 0)
        return QByteArray(R"("answer" of a rule is "any", "answered" or "agreed".)");
    rule.answer = static_cast<RoomRule::Answer>(answerPlace);
    return rule;
}

QJsonArray toJson(const std::vector<RoomRule> &rules)
{
    QJsonArray array;
    for (const RoomRule &rule : rules)
        array.append(toJson(rule));
    return array;
}

std::variant<std::vector<RoomRule>, QByteArray> rulesFromJson(const QJsonArray &array)
{
    if (array.size() > MostRules)
        return "There are more than " + QByteArray::number(MostRules) + " rules.";
    std::vector<RoomRule> rules;
    for (const auto &value : array) {
        if (!value.isObject())
            return QByteArray("A rule is an object.");
        auto rule = ruleFromJson(value.toObject());
        if (const auto *fault = std::get_if<QByteArray>(&rule))
            return *fault;
        rules.push_back(std::get<RoomRule>(std::move(rule)));
    }
    return rules;
}

} // namespace Rooms
