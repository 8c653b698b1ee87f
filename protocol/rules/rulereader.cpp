// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/rulereader.h"

#include "protocol/query/values.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace Rules {

using std::chrono::microseconds;

namespace {

QByteArray inQuotes(const QByteArray &text)
{
    return '"' + text + '"';
}

/// "a", "b" or "c"
QByteArray oneOf(const QByteArrayList &words)
{
    QByteArrayList quoted;
    for (const QByteArray &word : words)
        quoted.append(inQuotes(word));
    const QByteArray last = quoted.takeLast();
    return quoted.isEmpty() ? last : quoted.join(", ") + " or " + last;
}

/// An action by its place in actionNames(), with nothing said about it.
template<std::size_t... Places>
Action plainAction(std::size_t place, std::index_sequence<Places...> /*places*/)
{
    Action action;
    ((place == Places ? void(action.emplace<Places>()) : void()), ...);
    return action;
}

class RuleReader
{
public:
    explicit RuleReader(const std::vector<Member> &members)
        : m_members(members)
    {
    }

    std::variant<Rule, QByteArray> read()
    {
        readAction();
        QByteArrayList keys;
        for (const Member &member : m_members) {
            if (keys.contains(member.key))
                fail(inQuotes(member.key) + " is there twice.");
            keys.append(member.key);
            const auto field = fieldNamed(member.key);
            if (!field)
                fail(inQuotes(member.key) + " is no part of a rule.");
            if (!m_fault.isEmpty())
                return m_fault;
            readMember(member, *field);
        }
        if (!m_fault.isEmpty())
            return m_fault;
        return m_rule;
    }

private:
    void fail(const QByteArray &fault)
    {
        if (m_fault.isEmpty())
            m_fault = fault;
    }

    /// First, since the other members depend on it.
    void readAction()
    {
        const QByteArray key = fieldName(Field::Do);
        const auto found = std::find_if(m_members.begin(), m_members.end(),
                                        [&](const Member &member) { return member.key == key; });
        if (found == m_members.end()) {
            fail(R"("do" is missing: it is )" + oneOf(actionNames()) + '.');
            return;
        }
        qsizetype place = 0;
        takeWord(*found, actionNames(), place);
        m_rule.action = plainAction(std::size_t(place),
                                    std::make_index_sequence<std::variant_size_v<Action>>());
    }

    void readMember(const Member &member, Field field)
    {
        switch (field) {
        case Field::Do:
            return;
        case Field::Name:
            return takeText(member, m_rule.name);
        case Field::On:
            return takeFlag(member, m_rule.isOn);
        case Field::Subject:
            return takeEnum(member, subjectNames(), m_rule.subject);
        case Field::Match:
            return takeText(member, m_rule.filter);
        case Field::Direction:
            return takeEnum(member, directionNames(), m_rule.direction.emplace());
        case Field::Asked:
            return takeEnum(member, askedNames(), m_rule.asked);
        case Field::Path:
            return takeText(member, m_rule.path);
        case Field::Percent:
            return takePercent(member);
        case Field::Times:
            return takeNumber(member, m_rule.times);
        case Field::After:
            return takeTime(member, m_rule.after);
        case Field::For:
            return takeTime(member, m_rule.length);
        default:
            break;
        }
        const bool isKnown = std::visit([&](auto &action) { return takeOf(action, field, member); },
                                        m_rule.action);
        if (!isKnown) {
            fail(inQuotes(member.key) + " is no part of "
                 + inQuotes(actionNames().at(qsizetype(m_rule.action.index()))) + '.');
        }
    }

    // Of an action: false if it has no such member.

    bool takeOf(Delay &delay, Field field, const Member &member)
    {
        if (field == Field::Spread)
            takeEnum(member, spreadNames(), delay.spread);
        else if (field == Field::Time)
            takeTime(member, delay.time);
        else if (field == Field::Most)
            takeTime(member, delay.most);
        else
            return false;
        return true;
    }

    bool takeOf(Duplicate &duplicate, Field field, const Member &member)
    {
        if (field == Field::Copies)
            takeNumber(member, duplicate.copies);
        return field == Field::Copies;
    }

    bool takeOf(Reorder &reorder, Field field, const Member &member)
    {
        if (field == Field::By)
            takeNumber(member, reorder.by);
        return field == Field::By;
    }

    bool takeOf(Replace &replace, Field field, const Member &member)
    {
        if (field == Field::With) {
            takeText(member, replace.with);
            return true;
        }
        if (field < Field::Text || field > Field::Pointer)
            return false;
        if (std::exchange(m_hasFind, true))
            fail(R"(Only one of "text", "regex" and "pointer" can be there.)");
        replace.kind = static_cast<Replace::Find>(int(field) - int(Field::Text));
        takeText(member, replace.find);
        return true;
    }

    bool takeOf(Close &close, Field field, const Member &member)
    {
        if (field == Field::Code)
            takeNumber(member, close.code);
        else if (field == Field::Reason)
            takeText(member, close.reason);
        else
            return false;
        return true;
    }

    bool takeOf(Cut &cut, Field field, const Member &member)
    {
        if (field == Field::Resets)
            takeFlag(member, cut.resets);
        else if (field == Field::InMessage)
            takeFlag(member, cut.inMessage);
        else
            return false;
        return true;
    }

    bool takeOf(Stall &stall, Field field, const Member &member)
    {
        if (field == Field::Time)
            takeTime(member, stall.time);
        return field == Field::Time;
    }

    bool takeOf(Throttle &throttle, Field field, const Member &member)
    {
        if (field == Field::BytesPerSecond)
            takeNumber(member, throttle.bytesPerSecond);
        return field == Field::BytesPerSecond;
    }

    bool takeOf(Answer &answer, Field field, const Member &member)
    {
        if (field == Field::Status)
            takeNumber(member, answer.status);
        else if (field == Field::ContentType)
            takeText(member, answer.contentType);
        else if (field == Field::Body)
            takeText(member, answer.body);
        else
            return false;
        return true;
    }

    template<typename Plain>
    bool takeOf(Plain & /*action*/, Field /*field*/, const Member & /*member*/)
    {
        return false;
    }

    // What a member says, or a fault.

    void takeText(const Member &member, QByteArray &text)
    {
        text = member.value;
        if (member.type != Member::Type::Text)
            fail(inQuotes(member.key) + " is a text.");
    }

    void takeFlag(const Member &member, bool &flag)
    {
        flag = member.value == "true";
        if (member.type != Member::Type::Boolean)
            fail(inQuotes(member.key) + " is true or false.");
    }

    void takeWord(const Member &member, const QByteArrayList &words, qsizetype &place)
    {
        const qsizetype found = words.indexOf(member.value);
        if (member.type == Member::Type::Text && found >= 0)
            place = found;
        else
            fail(inQuotes(member.key) + " is " + oneOf(words) + '.');
    }

    template<typename Enum>
    void takeEnum(const Member &member, const QByteArrayList &words, Enum &value)
    {
        qsizetype place = 0;
        takeWord(member, words, place);
        value = static_cast<Enum>(place);
    }

    template<typename Number>
    void takeNumber(const Member &member, Number &value)
    {
        using Limits = std::numeric_limits<Number>;
        if (const auto number = wholeNumber(member, Limits::min(), Limits::max()))
            value = static_cast<Number>(*number);
        else
            fail(inQuotes(member.key) + " is a whole number that is not too large.");
    }

    void takePercent(const Member &member)
    {
        bool isNumber = member.type == Member::Type::Number;
        if (isNumber)
            m_rule.percent = member.value.toDouble(&isNumber);
        if (!isNumber)
            fail(inQuotes(member.key) + " is a number.");
    }

    void takeTime(const Member &member, microseconds &time)
    {
        const auto us = Query::parseDuration(member.value);
        if (member.type == Member::Type::Text && us)
            time = microseconds(*us);
        else
            fail(inQuotes(member.key) + R"( is a time, like "250ms" or "2s".)");
    }

    const std::vector<Member> &m_members;
    Rule m_rule;
    bool m_hasFind = false;
    QByteArray m_fault;
};

} // namespace

std::optional<qint64> wholeNumber(const Member &member, qint64 least, qint64 most)
{
    bool isWhole = false;
    const qint64 number = member.value.toLongLong(&isWhole);
    const bool isGood
        = member.type == Member::Type::Number && isWhole && number >= least && number <= most;
    return isGood ? std::optional(number) : std::nullopt;
}

std::variant<Rule, QByteArray> readRule(const std::vector<Member> &members)
{
    return RuleReader(members).read();
}

} // namespace Rules
