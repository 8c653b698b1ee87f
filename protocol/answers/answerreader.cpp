// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answerreader.h"

#include "protocol/answers/template.h"
#include "protocol/query/parser.h"
#include "protocol/query/values.h"
#include "protocol/rules/livematcher.h"
#include "protocol/rules/rulereader.h"
#include "protocol/socketio/exporteddata.h"
#include "protocol/websocket/closecode.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace Answers {

namespace {

using std::chrono::microseconds;

constexpr qsizetype MostName = 200;
constexpr qsizetype MostReason = 123; // RFC 6455 5.5: a control frame has 125 bytes
constexpr microseconds MostTime {std::chrono::hours(1)};
constexpr microseconds LeastEvery {std::chrono::milliseconds(1)};

const QByteArrayList &actionNames()
{
    static const QByteArrayList names {"emit", "ack",   "send", "reject", "disconnect",
                                       "drop", "delay", "join", "leave",  "malformed"};
    return names;
}

const QByteArrayList &whenNames()
{
    static const QByteArrayList names {"message", "connect", "disconnect", "timer"};
    return names;
}

const QByteArrayList &toNames()
{
    static const QByteArrayList names {"sender", "others", "all"};
    return names;
}

QByteArray inQuotes(QByteArrayView text)
{
    return '"' + text.toByteArray() + '"';
}

QByteArray oneOf(const QByteArrayList &words)
{
    QByteArrayList quoted;
    std::transform(words.begin(), words.end(), std::back_inserter(quoted), inQuotes);
    const QByteArray last = quoted.takeLast();
    return quoted.join(", ") + " or " + last;
}

/// An action by its place in actionNames(), with nothing said about it.
template<std::size_t... Places>
Action plainAction(std::size_t place, std::index_sequence<Places...> /*places*/)
{
    Action action;
    ((place == Places ? void(action.emplace<Places>()) : void()), ...);
    return action;
}

class AnswerReader
{
public:
    explicit AnswerReader(QByteArrayView object)
        : m_object(object)
        , m_members(Admin::jsonMembers(object))
    {
    }

    std::variant<Answer, Complaint> read()
    {
        readAction();
        QList<QByteArrayView> keys;
        for (const Admin::JsonMember &member : m_members) {
            if (keys.contains(member.name))
                fail(member.name, inQuotes(member.name) + " is there twice.");
            keys.append(member.name);
            readMember(member);
            if (!m_complaint.text.isEmpty())
                return m_complaint;
        }
        check();
        if (!m_complaint.text.isEmpty())
            return m_complaint;
        return m_answer;
    }

private:
    using Member = Admin::JsonMember;

    void fail(QByteArrayView where, const QByteArray &text)
    {
        if (m_complaint.text.isEmpty())
            m_complaint = {where, text};
    }

    void failIf(bool isWrong, const char *key, const QByteArray &text)
    {
        const QByteArrayView value = Admin::valueOf(m_members, key);
        if (isWrong)
            fail(value.isEmpty() ? m_object : value, text);
    }

    bool has(const char *key) const { return !Admin::valueOf(m_members, key).isEmpty(); }

    /// First, since the other members depend on it.
    void readAction()
    {
        const QByteArrayView name = Admin::valueOf(m_members, "do");
        const qsizetype place = actionNames().indexOf(Admin::textOf(name));
        if (place < 0)
            return fail(name.isEmpty() ? m_object : name,
                        R"("do" is )" + oneOf(actionNames()) + '.');
        m_answer.action = plainAction(std::size_t(place),
                                      std::make_index_sequence<std::variant_size_v<Action>>());
    }

    void readMember(const Member &member)
    {
        const auto is = [&member](const char *key) { return member.name == key; };
        if (is("do"))
            return;
        if (is("name"))
            takeText(member, m_answer.name);
        else if (is("on"))
            takeFlag(member, m_answer.isOn);
        else if (is("when"))
            takeWord(member, whenNames(), m_answer.when);
        else if (is("path"))
            takeText(member, m_answer.path);
        else if (is("nsp"))
            takeText(member, m_answer.nsp);
        else if (is("match"))
            takeFilter(member);
        else if (is("every"))
            takeTime(member, m_answer.every);
        else if (is("time"))
            takeTime(member, m_answer.time);
        else if (is("times"))
            takeNumber(member, 1, std::numeric_limits<int>::max(), m_answer.times);
        else if (!std::visit([&](auto &action) { return takeOf(action, member); }, m_answer.action))
            fail(member.name,
                 inQuotes(member.name) + " goes not with "
                     + inQuotes(actionNames().at(qsizetype(m_answer.action.index()))) + '.');
    }

    // The members of each action; false: it has no such one.

    bool takeOf(Emit &emission, const Member &member)
    {
        if (member.name == "event")
            takeText(member, emission.event);
        else if (member.name == "args")
            takeArray(member, emission.args);
        else if (member.name == "to")
            takeWord(member, toNames(), emission.to);
        else if (member.name == "room")
            takeTemplate(member, emission.room);
        else if (member.name == "ask")
            takeFlag(member, emission.asks);
        else
            return false;
        return true;
    }

    bool takeOf(Ack &ack, const Member &member)
    {
        if (member.name == "args")
            takeArray(member, ack.args);
        return member.name == "args";
    }

    bool takeOf(Send &send, const Member &member)
    {
        if (member.name == "to") {
            takeWord(member, toNames(), send.to);
            return true;
        }
        if (member.name == "text")
            takeContent(member, send, Send::Kind::Text);
        else if (member.name == "json")
            takeContent(member, send, Send::Kind::Json);
        else if (member.name == "binary")
            takeContent(member, send, Send::Kind::Binary);
        else
            return false;
        return true;
    }

    void takeContent(const Member &member, Send &send, Send::Kind kind)
    {
        send.kind = kind;
        if (kind == Send::Kind::Binary)
            takeBase64(member, send.content);
        else
            takeTemplate(member, send.content);
    }

    bool takeOf(Reject &reject, const Member &member)
    {
        if (member.name == "message")
            takeText(member, reject.message);
        else if (member.name == "data")
            reject.data = member.value.toByteArray();
        else if (member.name == "status")
            takeNumber(member, 300, 599, reject.status);
        else
            return false;
        return true;
    }

    bool takeOf(Disconnect &disconnect, const Member &member)
    {
        if (member.name == "close")
            takeFlag(member, disconnect.closes);
        else if (member.name == "code")
            takeNumber(member, 1, 0xffff, disconnect.code);
        else if (member.name == "reason")
            takeText(member, disconnect.reason);
        else
            return false;
        return true;
    }

    bool takeOf(Join &join, const Member &member) { return takeRoom(member, join.room); }
    bool takeOf(Leave &leave, const Member &member) { return takeRoom(member, leave.room); }

    bool takeRoom(const Member &member, QByteArray &room)
    {
        if (member.name == "room")
            takeTemplate(member, room);
        return member.name == "room";
    }

    bool takeOf(Malformed &malformed, const Member &member)
    {
        if (member.name == "packet") {
            takeText(member, malformed.content);
        } else if (member.name == "frame") {
            malformed.kind = Malformed::Kind::Frame;
            takeBase64(member, malformed.content);
        } else if (member.name == "event") {
            malformed.kind = Malformed::Kind::Attachments;
            takeText(member, malformed.event);
        } else if (member.name == "args") {
            takeArray(member, malformed.args);
        } else {
            return false;
        }
        return true;
    }

    template<typename Plain>
    bool takeOf(Plain & /*action*/, const Member & /*member*/)
    {
        return false;
    }

    // What a member says, or a complaint.

    static Rules::Member plain(const Member &member)
    {
        using Type = Rules::Member::Type;
        const bool isText = member.value.startsWith('"');
        const bool isWord = member.value == "true" || member.value == "false";
        return {.key = member.name.toByteArray(),
                .type = isText ? Type::Text
                    : isWord   ? Type::Boolean
                               : Type::Number,
                .value = isText ? Admin::textOf(member.value) : member.value.toByteArray()};
    }

    void takeText(const Member &member, QByteArray &text)
    {
        const Rules::Member value = plain(member);
        text = value.value;
        if (value.type != Rules::Member::Type::Text)
            fail(member.value, inQuotes(member.name) + " is a text.");
    }

    void takeFlag(const Member &member, bool &flag)
    {
        flag = member.value == "true";
        if (!flag && member.value != "false")
            fail(member.value, inQuotes(member.name) + " is true or false.");
    }

    template<typename Enum>
    void takeWord(const Member &member, const QByteArrayList &words, Enum &value)
    {
        const qsizetype place = words.indexOf(Admin::textOf(member.value));
        if (place < 0)
            fail(member.value, inQuotes(member.name) + " is " + oneOf(words) + '.');
        else
            value = static_cast<Enum>(place);
    }

    template<typename Number>
    void takeNumber(const Member &member, qint64 least, qint64 most, Number &value)
    {
        if (const auto number = Rules::wholeNumber(plain(member), least, most))
            value = static_cast<Number>(*number);
        else
            fail(member.value,
                 inQuotes(member.name) + " is a whole number from " + QByteArray::number(least)
                     + " to " + QByteArray::number(most) + '.');
    }

    void takeTime(const Member &member, microseconds &time)
    {
        const auto us = Query::parseDuration(Admin::textOf(member.value));
        if (!us || microseconds(*us) > MostTime)
            fail(member.value,
                 inQuotes(member.name) + R"( is a time of an hour at most, like "250ms" or "2s".)");
        else
            time = microseconds(*us);
    }

    void takeFilter(const Member &member)
    {
        takeText(member, m_answer.filter);
        const auto parsed = Query::parse(m_answer.filter);
        if (const auto *error = std::get_if<Query::Error>(&parsed))
            fail(member.value, R"("match": )" + error->text + '.');
        else if (const auto none = Rules::notTold(std::get<Query::Expression>(parsed)))
            fail(member.value, R"("match": )" + none->text + '.');
    }

    void takeTemplate(const Member &member, QByteArray &json)
    {
        json = member.value.toByteArray();
        const auto read = Template::of(json);
        if (const auto *fault = std::get_if<Template::Fault>(&read)) {
            fail(member.value.sliced(fault->offset), fault->text);
            return;
        }
        const auto data = SocketIo::parseExported(std::get<Template>(read).fill({}));
        if (data.error == SocketIo::ExportedData::Error::BadBase64)
            fail(member.value, inQuotes(member.name) + " has a \"$binary\" that is no base64.");
        else if (data.error != SocketIo::ExportedData::Error::None)
            fail(member.value, inQuotes(member.name) + " has bytes that cannot be sent.");
    }

    void takeArray(const Member &member, QByteArray &json)
    {
        takeTemplate(member, json);
        if (!json.startsWith('['))
            fail(member.value, inQuotes(member.name) + " is an array.");
    }

    void takeBase64(const Member &member, QByteArray &bytes)
    {
        takeText(member, bytes);
        const auto decoded
            = QByteArray::fromBase64Encoding(bytes, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || decoded.decoded.isEmpty())
            fail(member.value, inQuotes(member.name) + " is a text in base64.");
        bytes = decoded.decoded;
    }

    // What goes together.

    void check()
    {
        const bool isTimer = m_answer.when == When::Timer;
        failIf(m_answer.name.trimmed().isEmpty(), "name", R"("name" is missing.)");
        failIf(m_answer.name.size() > MostName, "name", "A name has 200 bytes at most.");
        failIf(has("path") && !m_answer.path.startsWith('/'), "path", R"("path" begins with "/".)");
        failIf(!m_answer.nsp.startsWith('/'), "nsp", R"("nsp" begins with "/".)");
        failIf(has("nsp") && (!isTimer || isPlain()), "nsp",
               R"("nsp" goes with a timer of Socket.IO: else "match" says it, like "nsp:/chat".)");
        failIf(isTimer && m_answer.every < LeastEvery, "every",
               R"(A timer needs "every", 1ms at least.)");
        failIf(has("every") && !isTimer, "every", R"("every" goes with "when": "timer".)");
        failIf(has("match") && isTimer, "match", R"("match" goes not with a timer.)");
        std::visit([this](const auto &action) { checkAction(action); }, m_answer.action);
    }

    bool isPlain() const { return !m_answer.path.isEmpty(); }

    void wantSocketIo()
    {
        failIf(isPlain(), "do",
               inQuotes(actionName()) + " is of Socket.IO: it goes not with \"path\".");
    }

    void wantSender()
    {
        const bool hasNone = m_answer.when == When::Timer || m_answer.when == When::Disconnect;
        failIf(hasNone, "do", inQuotes(actionName()) + " needs somebody who is there.");
    }

    QByteArray actionName() const { return actionNames().at(qsizetype(m_answer.action.index())); }

    void checkAction(const Emit &emission)
    {
        wantSocketIo();
        failIf(emission.event.isEmpty(), "event", R"("event" is missing.)");
        failIf(SocketIo::isReservedEvent(emission.event), "event",
               "This name may not be sent as an event.");
        if (emission.room.isEmpty() && emission.to == To::Sender)
            wantSender();
        failIf(emission.asks && (emission.to != To::Sender || !emission.room.isEmpty()), "ask",
               R"("ask" goes with one who is asked, the sender.)");
    }

    void checkAction(const Ack & /*ack*/)
    {
        wantSocketIo();
        failIf(m_answer.when != When::Message, "do", R"("ack" answers a message.)");
    }

    void checkAction(const Send &send)
    {
        failIf(!isPlain(), "do", R"("send" is of a plain WebSocket: it needs "path".)");
        failIf(int(has("text")) + int(has("json")) + int(has("binary")) != 1, "do",
               R"("send" needs one of "text", "json" and "binary".)");
        if (send.to == To::Sender)
            wantSender();
    }

    void checkAction(const Reject & /*reject*/)
    {
        failIf(m_answer.when != When::Connect, "do", R"("reject" goes with "when": "connect".)");
        failIf(m_answer.time.count() != 0, "time", R"("reject" is said at once.)");
        failIf(isPlain() && (has("message") || has("data")), "do",
               R"(A plain WebSocket is refused with a "status".)");
        failIf(!isPlain() && has("status"), "status", R"("status" goes with "path".)");
    }

    void checkAction(const Disconnect &disconnect)
    {
        wantSender();
        failIf(isPlain() && has("close"), "close", R"("close" is of Socket.IO.)");
        failIf(!isPlain() && (has("code") || has("reason")), "do",
               R"("code" and "reason" go with "path".)");
        failIf(!WebSocket::isCloseCodeOnWire(disconnect.code), "code",
               "This code may not cross the wire.");
        failIf(disconnect.reason.size() > MostReason, "reason", "A reason has 123 bytes at most.");
    }

    void checkAction(const Drop & /*drop*/)
    {
        failIf(m_answer.time.count() != 0, "time", R"("drop" has no time.)");
    }

    void checkAction(const Delay & /*delay*/)
    {
        failIf(m_answer.time.count() == 0, "time", R"("delay" needs a "time".)");
    }

    void checkAction(const Join &join) { checkRoom(join.room); }
    void checkAction(const Leave &leave) { checkRoom(leave.room); }

    void checkRoom(const QByteArray &room)
    {
        wantSocketIo();
        wantSender();
        failIf(room.isEmpty(), "room", R"("room" is missing.)");
    }

    void checkAction(const Malformed &malformed)
    {
        wantSender();
        failIf(int(has("packet")) + int(has("frame")) + int(has("event")) != 1, "do",
               R"("malformed" needs one of "packet", "frame" and "event".)");
        failIf(malformed.kind == Malformed::Kind::Packet && malformed.content.isEmpty(), "packet",
               R"("packet" is not empty.)");
        if (malformed.kind != Malformed::Kind::Attachments)
            return failIf(has("args"), "args", R"("args" goes with "event".)");
        wantSocketIo();
        const auto data = SocketIo::parseExported(malformed.args);
        failIf(data.arguments.attachments.isEmpty(), "args",
               R"("args" needs a "$binary": that is what will be missing.)");
    }

    QByteArrayView m_object;
    std::vector<Member> m_members;
    Answer m_answer;
    Complaint m_complaint;
};

} // namespace

std::variant<Answer, Complaint> readAnswer(QByteArrayView object)
{
    return AnswerReader(object).read();
}

} // namespace Answers
