// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/rulecheck.h"

#include "protocol/query/parser.h"
#include "protocol/rooms/datavalues.h"
#include "protocol/rules/chance.h"
#include "protocol/rules/livematcher.h"
#include "protocol/socketio/jsonreader.h"
#include "protocol/websocket/closecode.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <limits>

namespace Rules {

using std::chrono::microseconds;

namespace {

constexpr qsizetype MostName = 200;
constexpr qsizetype MostReason = 123; // RFC 6455 5.5: a control frame has 125 bytes
constexpr int MostCopies = 1'000;
constexpr int MostTimes = 1'000'000'000;

bool hasControls(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return uchar(c) < ' ' || c == 127; });
}

/// Looks for what is wrong with one rule. The first that is found stays.
class Check
{
public:
    explicit Check(const Rule &rule)
        : m_rule(rule)
    {
    }

    std::optional<Fault> run()
    {
        checkName();
        checkSubject();
        std::visit([this](const auto &action) { checkAction(action); }, m_rule.action);
        checkBounds();
        return m_fault;
    }

private:
    void fail(Field field, const QByteArray &text, qsizetype offset = 0, qsizetype size = 0)
    {
        if (!m_fault)
            m_fault = Fault {0, field, text, offset, size};
    }

    void failIf(bool isWrong, Field field, const QByteArray &text)
    {
        if (isWrong)
            fail(field, text);
    }

    void checkUtf8(Field field, const QByteArray &text)
    {
        failIf(!text.isValidUtf8(), field, "This is no text in UTF-8.");
    }

    void checkTime(Field field, microseconds time, microseconds most)
    {
        failIf(time.count() < 0, field, "A time is not negative.");
        failIf(time > most, field, "This is longer than " + durationText(most) + '.');
    }

    void checkName()
    {
        failIf(m_rule.name.trimmed().isEmpty(), Field::Name, "A rule needs a name.");
        failIf(m_rule.name.size() > MostName, Field::Name,
               "A name is no longer than " + QByteArray::number(MostName) + " bytes.");
        failIf(hasControls(m_rule.name), Field::Name, "A name has one line.");
        failIf(m_rule.name == "you" || m_rule.name == "host", Field::Name,
               "This name stands in a capture for something else.");
        checkUtf8(Field::Name, m_rule.name);
    }

    void checkSubject()
    {
        if (m_rule.subject == Subject::Message)
            checkFilter();
        else
            checkNoMessage();
        if (m_rule.subject == Subject::Request) {
            const char first = m_rule.path.isEmpty() ? '/' : m_rule.path.front();
            failIf(first != '/' && first != '*', Field::Path, "A path begins with / or *.");
            checkUtf8(Field::Path, m_rule.path);
        } else {
            failIf(m_rule.asked != Asked::Any, Field::Asked, "Only rules for requests have this.");
            failIf(!m_rule.path.isEmpty(), Field::Path, "Only rules for requests have a path.");
        }
        failIf(!canDo(m_rule.subject, m_rule.action.index()), Field::Do,
               '"' + actionNames().at(qsizetype(m_rule.action.index()))
                   + "\" cannot be done with a " + subjectNames().at(qsizetype(m_rule.subject))
                   + '.');
    }

    void checkNoMessage()
    {
        failIf(!m_rule.filter.isEmpty(), Field::Match, "Only rules for messages have a filter.");
        failIf(m_rule.direction.has_value(), Field::Direction,
               "Only rules for messages have a direction.");
    }

    void checkFilter()
    {
        checkUtf8(Field::Match, m_rule.filter);
        const auto query = Query::parse(m_rule.filter);
        const auto *expression = std::get_if<Query::Expression>(&query);
        const std::optional<Query::Error> error
            = expression ? notTold(*expression) : std::get<Query::Error>(query);
        if (error)
            fail(Field::Match, error->text + '.', error->offset, error->size);
    }

    void checkAction(const Delay &delay)
    {
        checkTime(Field::Time, delay.time, Chance::MostTime);
        checkTime(Field::Most, delay.most, Chance::MostTime);
        failIf(delay.spread != Delay::Spread::Fixed && delay.most < delay.time, Field::Most,
               "The longest time is not below the other.");
    }

    void checkAction(const Duplicate &duplicate)
    {
        failIf(duplicate.copies < 1 || duplicate.copies > MostCopies, Field::Copies,
               "There are 1 to 1000 copies.");
    }

    void checkAction(const Reorder &reorder)
    {
        failIf(reorder.by < 1 || reorder.by > MostCopies, Field::By,
               "1 to 1000 messages can overtake it.");
    }

    void checkAction(const Replace &replace)
    {
        const Field find = replace.kind == Replace::Find::Text ? Field::Text
            : replace.kind == Replace::Find::Regex             ? Field::Regex
                                                               : Field::Pointer;
        checkUtf8(find, replace.find);
        checkUtf8(Field::With, replace.with);
        if (replace.kind == Replace::Find::Pointer) {
            failIf(!Rooms::parsePointer(replace.find), find,
                   "This is no JSON pointer: it begins with /, as /1/user/id.");
            failIf(!SocketIo::JsonReader().read(replace.with).valid, Field::With,
                   "This is no JSON: a text stands in quotes.");
            return;
        }
        failIf(replace.find.isEmpty(), find, "There is nothing to look for.");
        if (replace.kind == Replace::Find::Regex) {
            const QRegularExpression regex(QString::fromUtf8(replace.find));
            failIf(!regex.isValid(), find,
                   "This is no regular expression: " + regex.errorString().toUtf8() + '.');
        }
    }

    void checkAction(const Close &close)
    {
        failIf(!WebSocket::isCloseCodeOnWire(close.code), Field::Code,
               QByteArray::number(close.code)
                   + " is no code that may be sent: those are 1000 to "
                     "1003, 1007 to 1014 and 3000 to 4999.");
        failIf(close.reason.size() > MostReason, Field::Reason,
               "A reason is no longer than 123 bytes.");
        checkUtf8(Field::Reason, close.reason);
    }

    void checkAction(const Cut &cut)
    {
        failIf(cut.inMessage && m_rule.subject != Subject::Message, Field::InMessage,
               "Only a rule for messages can cut within one.");
    }

    void checkAction(const Stall &stall) { checkTime(Field::Time, stall.time, MostActiveTime); }

    void checkAction(const Throttle &throttle)
    {
        failIf(throttle.bytesPerSecond < 1, Field::BytesPerSecond,
               "At least one byte goes through in a second; to let none through, stall.");
        failIf(throttle.bytesPerSecond > std::numeric_limits<qint32>::max(), Field::BytesPerSecond,
               "This is no limit: at most 2147483647 bytes in a second.");
    }

    void checkAction(const Answer &answer)
    {
        failIf(answer.status < 200 || answer.status > 599, Field::Status,
               "A status is 200 to 599.");
        const bool isBare = answer.status == 204 || answer.status == 205 || answer.status == 304;
        failIf(isBare && !answer.body.isEmpty(), Field::Body,
               "An answer with this status has no body.");
        failIf(hasControls(answer.contentType), Field::ContentType, "A content type has one line.");
        checkUtf8(Field::ContentType, answer.contentType);
        checkUtf8(Field::Body, answer.body);
    }

    template<typename Plain>
    void checkAction(const Plain &) // has nothing to be wrong
    {
    }

    void checkBounds()
    {
        failIf(!(m_rule.percent > 0 && m_rule.percent <= 100), Field::Percent,
               "The percentage is above 0 and at most 100.");
        failIf(m_rule.times < 0 || m_rule.times > MostTimes, Field::Times,
               "The number of times is 0, for no end, to 1000000000.");
        checkTime(Field::After, m_rule.after, MostActiveTime);
        checkTime(Field::For, m_rule.length, MostActiveTime);
    }

    const Rule &m_rule;
    std::optional<Fault> m_fault;
};

} // namespace

bool canDo(Subject subject, std::size_t kind)
{
    constexpr unsigned M = 1U << unsigned(Subject::Message);
    constexpr unsigned R = 1U << unsigned(Subject::Request);
    constexpr unsigned C = 1U << unsigned(Subject::Connection);
    // Delay, Drop, Duplicate, Reorder, Replace, Hold, Close, Cut, Stall, Throttle, Refuse, Answer
    constexpr std::array<unsigned, std::variant_size_v<Action>> Subjects {
        M | R, M, M, M, M, M, M, M | C, M | C, C, C, R};
    return (Subjects.at(kind) >> unsigned(subject) & 1U) != 0;
}

std::optional<Fault> faultOf(const Rule &rule)
{
    return Check(rule).run();
}

std::optional<Fault> faultOf(const RuleList &list)
{
    if (list.rules.size() > MostRules)
        return Fault {MostRules, Field::Name, "There are more than 1000 rules."};
    for (std::size_t i = 0; i < list.rules.size(); ++i) {
        if (std::optional<Fault> fault = faultOf(list.rules[i])) {
            fault->rule = i;
            return fault;
        }
    }
    return std::nullopt;
}

QByteArray sentence(const Fault &fault, const RuleList &list)
{
    const QByteArray name
        = fault.rule < list.rules.size() ? list.rules[fault.rule].name : QByteArray();
    return sentence(fault.rule, name, fault.text);
}

QByteArray sentence(std::size_t rule, const QByteArray &name, const QByteArray &text)
{
    const QByteArray number = "Rule " + QByteArray::number(qulonglong(rule) + 1);
    return number + (name.isEmpty() ? QByteArray() : " (" + name + ')') + ": " + text;
}

} // namespace Rules
