// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/compiledrules.h"
#include "protocol/rules/judge.h"
#include "protocol/rules/rulefile.h"
#include "protocol/socketio/jsonreader.h"

#include <cstdlib>

using namespace Rules;

// A file of rules, and behind the first NUL the body of a message. What was read comes back from
// what is written; a pointer's value is replaced and nothing else; no verdict goes on behind what
// ends a message.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView all(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = all.indexOf('\0');
    const QByteArray body = end < 0 ? QByteArray() : all.sliced(end + 1).toByteArray();
    const auto read = fromFile(all.first(end < 0 ? all.size() : end).toByteArray());
    const auto *list = std::get_if<RuleList>(&read);
    if (list == nullptr)
        return 0;
    const auto again = fromFile(toFile(*list));
    const auto *same = std::get_if<RuleList>(&again);
    if (same == nullptr || *same != *list)
        std::abort();
    const auto compiled = CompiledRules::of(*list);
    if (!std::holds_alternative<std::shared_ptr<const CompiledRules>>(compiled))
        std::abort();
    Judge judge(std::get<0>(compiled));

    LiveMessage message;
    message.kind = Capture::Kind::Event;
    message.socketIo = 2;
    message.event = body.first(std::min<qsizetype>(body.size(), 20));
    message.content = message.body = body;
    const bool isJson = SocketIo::JsonReader().read(body).valid;
    for (const std::chrono::seconds since : {std::chrono::seconds(0), std::chrono::seconds(5)}) {
        for (const bool isBinary : {false, true}) {
            message.isBinary = isBinary;
            const Verdict verdict = judge.message(message, 1, since);
            bool onlyPointers = !verdict.body.isNull();
            for (const Verdict::Wish &wish : verdict.wishes) {
                const auto *replace = std::get_if<Replace>(&wish.action);
                if (replace != nullptr && replace->kind != Replace::Find::Pointer)
                    onlyPointers = false;
                if (std::holds_alternative<Drop>(wish.action) && &wish != &verdict.wishes.back())
                    std::abort();
            }
            // JSON with a value of JSON in it is JSON, if it is not too deep.
            const auto brackets = verdict.body.count('[') + verdict.body.count('{');
            if (onlyPointers && brackets < SocketIo::JsonReader::MaxDepth
                && (!isJson || !SocketIo::JsonReader().read(verdict.body).valid))
                std::abort();
        }
        std::chrono::microseconds delay {0};
        judge.request({.method = "GET", .path = body, .isPolling = true}, since, &delay);
        judge.connection(1, true, since);
        judge.nextChange(since);
    }
    return 0;
}
