// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/actingbench.h"

#include <cstddef>

namespace {

using Capture::Direction;

std::vector<Rules::Rule> rules(unsigned choice)
{
    using namespace std::chrono_literals;
    const auto rule = [](Rules::Action action, const QByteArray &filter) {
        return Rules::Rule {
            .name = "fuzz", .filter = filter, .action = std::move(action), .percent = 60};
    };
    switch (choice % 12) {
    case 0:
        return {rule(Rules::Drop {}, "text that is nowhere")};
    case 1:
        return {rule(Rules::Drop {}, {})};
    case 2:
        return {rule(Rules::Duplicate {2}, {}), rule(Rules::Delay {.time = 3ms}, "a")};
    case 3:
        return {rule(Rules::Reorder {2}, {})};
    case 4:
        return {rule(Rules::Replace {Rules::Replace::Find::Text, "a", "bb"}, {})};
    case 5:
        return {rule(Rules::Hold {}, {})};
    case 6:
        return {rule(Rules::Close {4000, "x"}, "z")};
    case 7:
        return {rule(Rules::Cut {.resets = false, .inMessage = true}, "z")};
    case 8: {
        Rules::Rule answer = rule(Rules::Answer {.status = 503}, {});
        answer.subject = Rules::Subject::Request;
        return {answer, rule(Rules::Drop {}, "a")};
    }
    case 9: {
        Rules::Rule slow = rule(Rules::Throttle {100'000}, {});
        slow.subject = Rules::Subject::Connection;
        return {slow};
    }
    case 10:
        return {rule(Rules::Stall {5ms}, "a")};
    default:
        return {};
    }
}

} // namespace

/// A connection of any bytes through a tap that acts, with rules, injected messages and decisions
/// on what is held. Without rules no byte is changed; where none can match all of them come out.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    using namespace std::chrono_literals;
    if (size < 4 || size > 20'000)
        return 0;
    ActingBench bench;
    const unsigned choice = data[0];
    const bool hasRules = choice % 12 != 11;
    const bool isUntouched = !hasRules || choice % 12 == 0;
    switch (data[1] % 4) {
    case 0:
        bench.upgrade("/chat");
        break;
    case 1:
        bench.upgrade("/chat", "permessage-deflate");
        break;
    case 2:
        bench.upgrade("/socket.io/?EIO=4&transport=websocket");
        break;
    default:
        break;
    }
    const bool late = (data[2] & 1U) != 0;
    if (!late)
        bench.setRules(rules(choice));
    std::array<QByteArray, 2> fed;
    bool hasInjected = false;
    quint64 decided = 0;
    std::size_t at = 3;
    for (int step = 0; at < size; ++step) {
        const unsigned control = data[at++];
        const std::size_t length = std::min<std::size_t>(size - at, control / 4);
        const auto direction = (control & 1U) != 0 ? Direction::Sent : Direction::Received;
        const QByteArray piece(reinterpret_cast<const char *>(data + at), qsizetype(length));
        at += length;
        fed[static_cast<std::size_t>(direction)] += piece;
        if (!piece.isEmpty())
            bench.put(direction, piece);
        if (late && step == 3)
            bench.setRules(rules(choice));
        if ((control & 2U) != 0 && !isUntouched) {
            bench.desk.inject({.number = 1,
                               .place = {.connection = 1, .sid = {}},
                               .direction = direction,
                               .what = Acting::InjectedMessage {WebSocket::OpCode::Text, "mine"}});
            hasInjected = true;
            while (decided < bench.held.size()) {
                QByteArray error;
                bench.desk.decide(bench.held[decided++].id,
                                  {.what = Acting::HeldVerdict::What(control / 8 % 3),
                                   .body = QByteArray("[\"a\"]"),
                                   .answer = "1"},
                                  &error);
            }
        }
        bench.pass(1ms);
    }
    bench.pass(1s);
    for (const Direction direction : {Direction::Sent, Direction::Received})
        bench.translator->finish(direction, {});
    bench.pass(10s);
    if (!isUntouched || hasInjected)
        return 0;
    for (const Direction direction : {Direction::Sent, Direction::Received}) {
        // Where there is a rule, control frames do not wait for the message that they stand in.
        const QByteArray &in = fed[static_cast<std::size_t>(direction)];
        if (hasRules ? bench.out(direction).size() != in.size() : bench.out(direction) != in)
            qFatal("Bytes were changed where no rule matches");
    }
    return 0;
}
