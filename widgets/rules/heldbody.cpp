// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/heldbody.h"

#include "protocol/socketio/exporteddata.h"
#include "widgets/common/format.h"
#include "widgets/compose/jsonfault.h"
#include "widgets/details/utf8.h"
#include "widgets/rules/heldwords.h"

#include <QCoreApplication>

#include <algorithm>

using Capture::Kind;

namespace {

constexpr qsizetype MaxShown = qsizetype(16) << 10; // of what is only read
constexpr qsizetype MaxHexBytes = 1024;

QString words(const char *text)
{
    return QCoreApplication::translate("HeldBody", text);
}

bool isSocketIo(const Acting::HeldMessage &message)
{
    return message.message.socketIo >= 0;
}

HeldBody fixed(const QByteArray &text, const QString &why)
{
    return {.form = HeldBody::Form::Fixed, .text = text, .why = why};
}

DraftProblem wholeText(const QString &sentence)
{
    DraftProblem problem;
    problem.words = sentence;
    return problem;
}

/// An event's data are an array that begins with its name.
bool beginsWithName(const QByteArray &array)
{
    const QList<QByteArrayView> elements = SocketIo::arrayElements(array);
    const char first = elements.isEmpty() ? '\0' : elements.front().front();
    return first == '"' || first == '-' || (first >= '0' && first <= '9');
}

} // namespace

HeldBody HeldBody::of(const Acting::HeldMessage &message)
{
    const Rules::LiveMessage &live = message.message;
    const QByteArray &body = live.body;
    if (live.kind == Kind::Close && live.closeCode)
        return fixed(heldSubject(live).toUtf8(),
                     words("A close frame cannot be changed here: let it go or drop it."));
    if (!isSocketIo(message) && !body.isValidUtf8())
        return fixed(hexLine(body, MaxHexBytes).toUtf8(),
                     words("Bytes that are no text cannot be changed here: let them go or drop "
                           "them."));
    if (body.size() > MaxEdited || !body.isValidUtf8() || !message.canEdit) {
        const QByteArrayView shown
            = Utf8::wholeSequences(QByteArrayView(body).first(std::min(body.size(), MaxShown)));
        return fixed(Utf8::toText(shown).toUtf8(),
                     body.size() > MaxEdited
                         ? words("These are the first %1 of %2, too large to be changed here: let "
                                 "it go or drop it.")
                               .arg(formatBytes(shown.size()), formatBytes(body.size()))
                         : words("It cannot be changed: let it go or drop it."));
    }
    if (isSocketIo(message))
        return {.form = Form::Json, .text = body, .why = {}};
    const bool isJson
        = !body.isEmpty() && (body.front() == '{' || body.front() == '[') && !findJsonFault(body);
    return {.form = isJson ? Form::JsonText : Form::Text, .text = body, .why = {}};
}

std::optional<DraftProblem> HeldBody::problem(const Acting::HeldMessage &message,
                                              const QByteArray &edited) const
{
    const Kind kind = message.message.kind;
    if ((kind == Kind::Ping || kind == Kind::Pong) && edited.size() > Outgoing::MaxPing)
        return wholeText(words("A ping or pong carries 125 bytes at most; these are %1.")
                             .arg(formatNumber(edited.size())));
    if (form != Form::Json || (edited.trimmed().isEmpty() && text.isEmpty()))
        return std::nullopt;
    // MessagePack can say all that its rendering can.
    return checkJson(edited, nullptr,
                     message.message.isBinary ? JsonMarkers::Plain : JsonMarkers::Binary);
}

QString HeldBody::remark(const Acting::HeldMessage &message, const QByteArray &edited) const
{
    if (form == Form::JsonText) {
        const auto fault = checkJson(edited, nullptr, JsonMarkers::Plain);
        return fault ? words("It is no JSON any more. %1").arg(fault->words) : QString();
    }
    if (form != Form::Json || edited == text)
        return {};
    const bool isArray = edited.trimmed().startsWith('[');
    if (message.message.kind == Kind::Event && !(isArray && beginsWithName(edited)))
        return words("An event's data are an array that begins with its name: what gets this may "
                     "end the connection.");
    if (message.message.kind == Kind::Ack && !isArray)
        return words("An answer's data are an array: what gets this may end the connection.");
    return {};
}

std::optional<DraftProblem> findAnswerProblem(const QByteArray &values)
{
    const QByteArray array = '[' + values + ']';
    DraftProblem problem;
    if (const auto fault = findJsonFault(array)) {
        problem.offset = std::clamp<qsizetype>(fault->offset - 1, 0, values.size());
        problem.size = fault->size;
        const TextPosition place = textPosition(values, problem.offset);
        problem.words
            = words("Line %1, column %2: %3")
                  .arg(QString::number(place.line), QString::number(place.column), fault->words);
        return problem;
    }
    const SocketIo::ExportedData data = SocketIo::parseExported(array);
    if (data.error == SocketIo::ExportedData::Error::None)
        return std::nullopt;
    problem.offset = data.offset - 1;
    problem.size = 1;
    problem.words = words("What follows \"$binary\" is no base64.");
    return problem;
}
