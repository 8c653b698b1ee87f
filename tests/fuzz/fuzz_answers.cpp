// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answerbook.h"
#include "protocol/answers/answerfile.h"
#include "protocol/answers/template.h"
#include "protocol/socketio/exporteddata.h"
#include "protocol/socketio/jsonreader.h"

#include <cstdlib>

using namespace Answers;

namespace {

/// What is filled in is JSON, of which packets can be made.
void fill(const QByteArray &json, const Asked &asked)
{
    const auto read = Template::of(json);
    const auto *made = std::get_if<Template>(&read);
    if (made == nullptr)
        std::abort(); // fromFile() has looked
    const QByteArray filled = made->fill(asked);
    made->fillText(asked);
    if (filled.count('[') + filled.count('{') >= SocketIo::JsonReader::MaxDepth)
        return; // it may be too deep by now
    if (!SocketIo::JsonReader().read(filled).valid)
        std::abort();
    SocketIo::parseExported(filled);
}

} // namespace

// A file of answers, and behind the first NUL what a client says. A fault is in the file and has a
// sentence; of what can be used every template can be filled with what was said.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView all(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = all.indexOf('\0');
    const QByteArray said = end < 0 ? QByteArray() : all.sliced(end + 1).toByteArray();
    const QByteArray json = all.first(end < 0 ? all.size() : end).toByteArray();
    const auto read = fromFile(json);
    if (const auto *fault = std::get_if<Fault>(&read)) {
        if (fault->text.isEmpty() || fault->offset < 0 || fault->offset > json.size()
            || !sentence(*fault, json).startsWith("Line "))
            std::abort();
        return 0;
    }
    AnswerBook book(std::get<AnswerList>(read));
    const bool isJson = SocketIo::JsonReader().read(said).valid;
    const Asked asked {.data = isJson ? said : QByteArray(),
                       .text = said.isValidUtf8() ? said : QByteArray(),
                       .auth = isJson ? said : QByteArray(),
                       .id = "Ab3x",
                       .count = 1,
                       .time = 1'772'366'531'482};
    for (const Answer &answer : book.list().answers) {
        if (const auto *emission = std::get_if<Emit>(&answer.action)) {
            fill(emission->args, asked);
            if (!emission->room.isEmpty())
                fill(emission->room, asked);
        } else if (const auto *ack = std::get_if<Ack>(&answer.action)) {
            fill(ack->args, asked);
        } else if (const auto *send = std::get_if<Send>(&answer.action);
                   send != nullptr && send->kind != Send::Kind::Binary) {
            fill(send->content, asked);
        }
    }
    Rules::LiveMessage message;
    message.kind = Capture::Kind::Event;
    message.socketIo = 2;
    message.event = said.first(std::min<qsizetype>(said.size(), 20));
    message.content = message.body = said;
    for (int i = 0; i < 3; ++i) {
        for (const Use &use : book.uses(When::Message, {}, message)) {
            if (use.count < 1 || (use.answer->times > 0 && use.count > use.answer->times))
                std::abort();
        }
        book.rejection({}, message);
    }
    return 0;
}
