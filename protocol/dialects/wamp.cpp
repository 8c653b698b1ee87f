// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/wamp.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Dialects {

namespace {

enum Code {
    Hello = 1,
    Welcome = 2,
    Abort = 3,
    Error = 8,
    Publish = 16,
    Published = 17,
    Subscribe = 32,
    Subscribed = 33,
    Unsubscribe = 34,
    Unsubscribed = 35,
    Event = 36,
    Call = 48,
    Cancel = 49,
    Result = 50,
    Register = 64,
    Registered = 65,
    Unregister = 66,
    Unregistered = 67,
    Invocation = 68,
    Interrupt = 69,
    Yield = 70
};

constexpr std::array<std::pair<int, const char *>, 24> Codes {{
    {Hello, "HELLO"},
    {Welcome, "WELCOME"},
    {Abort, "ABORT"},
    {4, "CHALLENGE"},
    {5, "AUTHENTICATE"},
    {6, "GOODBYE"},
    {Error, "ERROR"},
    {Publish, "PUBLISH"},
    {Published, "PUBLISHED"},
    {Subscribe, "SUBSCRIBE"},
    {Subscribed, "SUBSCRIBED"},
    {Unsubscribe, "UNSUBSCRIBE"},
    {Unsubscribed, "UNSUBSCRIBED"},
    {Event, "EVENT"},
    {Call, "CALL"},
    {Cancel, "CANCEL"},
    {Result, "RESULT"},
    {Register, "REGISTER"},
    {Registered, "REGISTERED"},
    {Unregister, "UNREGISTER"},
    {Unregistered, "UNREGISTERED"},
    {Invocation, "INVOCATION"},
    {Interrupt, "INTERRUPT"},
    {Yield, "YIELD"},
}};
constexpr char HelloKey[] = "HELLO"; // no number

} // namespace

std::optional<Note> Wamp::read(const Unit &unit)
{
    if (unit.isBinary)
        return std::nullopt;
    const JsonItems items(unit.bytes);
    const int code = items.isArray() ? items.at(0).toByteArray().toInt() : 0;
    const auto *const found = std::find_if(Codes.begin(), Codes.end(),
                                           [code](const auto &it) { return it.first == code; });
    if (found == Codes.end())
        return std::nullopt;
    Note note;
    note.verb = found->second;
    takeRequest(code, items, &note);
    takeAnswer(code, items, &note);
    return note;
}

void Wamp::takeRequest(int code, const JsonItems &items, Note *note)
{
    const QByteArray request = keyOf(items.at(1));
    const auto takeProcedure = [&](BoundedMap<QByteArray> &byRequest) {
        note->event = nameOf(items.at(3));
        byRequest.insert(request, note->event);
    };
    switch (code) {
    case Hello:
        note->asks.append(HelloKey);
        return;
    case Publish:
        note->topic = nameOf(items.at(3));
        if (JsonItems(items.at(2)).member("acknowledge") != QByteArrayView("true"))
            return;
        break;
    case Subscribe:
        note->topic = nameOf(items.at(3));
        m_topics.insert(request, note->topic);
        break;
    case Unsubscribe:
        note->topic = m_subscriptions.room(keyOf(items.at(2)));
        m_leaving.insert(request, keyOf(items.at(2)));
        break;
    case Call:
        takeProcedure(m_calls);
        break;
    case Register:
        takeProcedure(m_registering);
        break;
    case Unregister:
        note->event = m_procedures.value(keyOf(items.at(2)));
        break;
    case Invocation:
        note->event = m_procedures.value(keyOf(items.at(2)));
        break;
    default:
        return;
    }
    note->asks.append(request);
}

void Wamp::takeAnswer(int code, const JsonItems &items, Note *note)
{
    QByteArray request = keyOf(items.at(1));
    switch (code) {
    case Welcome:
    case Abort:
        request = HelloKey;
        break;
    case Error: { // [ERROR, the request's code, its number, details, error]
        const int asked = items.at(1).toByteArray().toInt();
        request = keyOf(items.at(2));
        if (asked == Call)
            note->event = m_calls.take(request);
        else if (asked == Subscribe)
            note->topic = m_topics.take(request);
        break;
    }
    case Subscribed:
        note->topic = m_topics.take(request);
        m_subscriptions.open(keyOf(items.at(2)), note->topic, &note->moves);
        break;
    case Unsubscribed: {
        // With the number 0 the router says by itself which subscription ended.
        const QByteArray subscription = request == "0"
            ? keyOf(JsonItems(items.at(2)).member("subscription"))
            : m_leaving.take(request);
        note->topic = m_subscriptions.room(subscription);
        m_subscriptions.close(subscription, &note->moves);
        break;
    }
    case Event:
        note->topic = m_subscriptions.room(request);
        return;
    case Result:
        note->event = m_calls.value(request);
        break;
    case Registered:
        note->event = m_registering.take(request);
        m_procedures.insert(keyOf(items.at(2)), note->event);
        break;
    case Published:
    case Unregistered:
    case Yield:
        break;
    default:
        return;
    }
    note->answers.append(request);
}

Likeness Wamp::likeness(const Unit &unit)
{
    // An array that begins with a number is nobody's own: only the subprotocol tells.
    Q_UNUSED(unit)
    return Likeness::None;
}

} // namespace Dialects
