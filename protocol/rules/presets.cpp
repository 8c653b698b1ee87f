// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/presets.h"

namespace Rules {

using namespace std::chrono_literals;
using Capture::Direction;

namespace {

Rule forMessages(const QByteArray &name, const Action &action)
{
    Rule rule;
    rule.name = name;
    rule.action = action;
    return rule;
}

Rule forAcks(const QByteArray &name, const Action &action)
{
    Rule rule = forMessages(name, action);
    rule.filter = "kind:ack";
    rule.direction = Direction::Received;
    return rule;
}

Rule forConnections(const QByteArray &name, const Action &action)
{
    Rule rule = forMessages(name, action);
    rule.subject = Subject::Connection;
    return rule;
}

Rule forRequests(const QByteArray &name, Asked asked, int status, const QByteArray &body)
{
    Rule rule = forMessages(name, Answer {.status = status, .body = body});
    rule.subject = Subject::Request;
    rule.asked = asked;
    return rule;
}

Preset firewall()
{
    return {"Firewall blocks WebSocket",
            "Every upgrade is answered 403, so that only polling is left.",
            {forRequests("firewall", Asked::Upgrade, 403, "WebSocket is not allowed here.\n")}};
}

Preset tunnel()
{
    Rule stall = forConnections("tunnel", Stall {});
    stall.after = 3s;
    stall.length = 20s;
    return {"Train in a tunnel",
            "After 3 seconds nothing goes through for 20 seconds, and nothing is closed.",
            {stall}};
}

Preset restart()
{
    Rule cut = forConnections("server goes down", Cut {.resets = true});
    cut.length = 500ms;
    Rule refuse = forConnections("server is down", Refuse {});
    refuse.length = 8s;
    return {"Server restarts",
            "Every connection is reset, and new ones are refused for 8 seconds.",
            {cut, refuse}};
}

Preset mobile()
{
    return {"Slow mobile",
            "50 kB in a second each way, and every message takes 100 to 500 ms longer.",
            {forConnections("slow line", Throttle {50'000}),
             forMessages("long way", Delay {Delay::Spread::Normal, 100ms, 500ms})}};
}

Preset stickiness()
{
    Rule answer = forRequests("other server", Asked::InSession, 400,
                              R"({"code":1,"message":"Session ID unknown"})");
    std::get<Answer>(answer.action).contentType = "application/json";
    answer.percent = 50;
    return {"Sticky session lost",
            "Half of the requests with a session ID reach a server of a cluster that does not know "
            "it.",
            {answer}};
}

Preset lostAcks()
{
    Rule drop = forAcks("lost ack", Drop {});
    drop.percent = 30;
    return {"Acks get lost", "Three of ten acks never reach the app.", {drop}};
}

Preset lateAcks()
{
    return {"Acks come late",
            "An ack reaches the app 2 to 6 seconds later, and all that is behind it too.",
            {forAcks("late ack", Delay {Delay::Spread::Even, 2s, 6s})}};
}

Preset polling()
{
    return {"Polling is broken",
            "Every polling request is answered 502.",
            {forRequests("broken polling", Asked::Polling, 502, "Bad Gateway\n")}};
}

Preset handshakes()
{
    Rule answer = forRequests("not yet", Asked::Opening, 503, "Service Unavailable\n");
    answer.times = 3;
    return {"Handshakes fail 3 times",
            "The first 3 requests that open a session are answered 503.",
            {answer}};
}

} // namespace

std::vector<Preset> presets()
{
    return {firewall(), tunnel(),   restart(), mobile(),    stickiness(),
            lostAcks(), lateAcks(), polling(), handshakes()};
}

} // namespace Rules
