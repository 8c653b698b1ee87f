// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/outgoing.h"

#include "protocol/msgpack/jsontext.h"
#include "protocol/socketio/exporteddata.h"
#include "protocol/websocket/closecode.h"
#include "widgets/compose/jsonfault.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace {

using Kind = ComposeDraft::Kind;
using Spelling = ComposeDraft::Spelling;
using Place = DraftProblem::Place;

constexpr qint64 MaxFile = qint64(1) << 30;

QString words(const char *text)
{
    return QCoreApplication::translate("Outgoing", text);
}

QByteArray expanded(const QByteArray &text, const Variables::Values *values)
{
    return values ? Variables::expand(text, *values).text : text;
}

DraftProblem at(const QByteArray &text, qsizetype offset, qsizetype size, const QString &sentence)
{
    DraftProblem problem;
    problem.offset = offset;
    problem.size = size;
    const TextPosition position = textPosition(text, offset);
    problem.words
        = words("Line %1, column %2: %3")
              .arg(QString::number(position.line), QString::number(position.column), sentence);
    return problem;
}

bool isBlank(const ComposeArgument &argument)
{
    return argument.kind == ComposeArgument::Kind::Json && argument.text.trimmed().isEmpty();
}

/// Makes one draft ready, noting what is wrong.
class Maker
{
public:
    Maker(const Variables::Values *values, const Outgoing::FileReader &reader,
          QList<DraftProblem> *problems)
        : m_values(values)
        , m_reader(reader)
        , m_problems(problems)
    {
    }

    void setPlace(Place place, int argument = -1)
    {
        m_place = place;
        m_argument = argument;
    }

    void complain(DraftProblem problem)
    {
        problem.place = m_place;
        problem.argument = m_argument;
        m_problems->append(std::move(problem));
    }
    void complain(const QString &sentence)
    {
        DraftProblem problem;
        problem.words = sentence;
        complain(std::move(problem));
    }

    /// The text with its variables filled in.
    QByteArray filled(const QByteArray &text)
    {
        if (auto problem = checkVariables(text, m_values))
            complain(*std::move(problem));
        return expanded(text, m_values);
    }

    QByteArray file(const QString &name, const QByteArray &bytes)
    {
        if (name.isEmpty())
            return bytes;
        QString error;
        const auto read = m_reader(name, &error);
        if (!read)
            complain(error);
        return read.value_or(QByteArray());
    }

    void append(const ComposeArgument &argument, SocketIo::Arguments *arguments);
    QByteArray digits(const ComposeDraft &draft);

private:
    const Variables::Values *m_values;
    const Outgoing::FileReader &m_reader;
    QList<DraftProblem> *m_problems;
    Place m_place = Place::Text;
    int m_argument = -1;
};

void Maker::append(const ComposeArgument &argument, SocketIo::Arguments *arguments)
{
    if (!arguments->json.isEmpty())
        arguments->json.append(',');
    const int number = static_cast<int>(arguments->attachments.size());
    switch (argument.kind) {
    case ComposeArgument::Kind::Text:
        if (!argument.text.isValidUtf8())
            complain(words("This text is no UTF-8."));
        JsonText::appendQuoted(&arguments->json, filled(argument.text));
        return;
    case ComposeArgument::Kind::File:
        arguments->json.append(SocketIo::placeholder(number));
        arguments->attachments.append(file(argument.fileName, argument.bytes));
        return;
    case ComposeArgument::Kind::Json:
        break;
    }
    if (isBlank(argument)) {
        complain(words("Write a value here, null for none, or remove the argument."));
        return;
    }
    if (auto problem = checkJson(argument.text, m_values)) {
        complain(*std::move(problem));
        return;
    }
    const auto parsed
        = SocketIo::parseExported(expanded(argument.text, m_values).trimmed(), number);
    arguments->json.append(parsed.arguments.json);
    arguments->attachments.append(parsed.arguments.attachments);
}

/// The bytes of a Binary or a Ping.
QByteArray Maker::digits(const ComposeDraft &draft)
{
    if (draft.spelling == Spelling::File) {
        if (draft.fileName.isEmpty() && draft.bytes.isEmpty())
            complain(words("Choose a file."));
        return file(draft.fileName, draft.bytes);
    }
    QByteArray text = filled(draft.text);
    if (draft.spelling == Spelling::Text)
        return text;
    if (draft.spelling == Spelling::Base64) {
        QByteArray packed = text.simplified();
        packed.replace(' ', "");
        const auto bytes
            = QByteArray::fromBase64Encoding(packed, QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            complain(words("This is no base64."));
        return bytes ? *bytes : QByteArray();
    }
    qsizetype bad = -1;
    const auto bytes = bytesFromHex(text, &bad);
    if (!bytes && text == draft.text)
        complain(at(text, bad, 1, words("Hex digits in pairs are expected.")));
    else if (!bytes)
        complain(words("Hex digits in pairs are expected."));
    return bytes.value_or(QByteArray());
}

void makeEvent(const ComposeDraft &draft, const Variables::Values *values,
               const Outgoing::FileReader &reader, Outgoing *outgoing)
{
    Maker maker(values, reader, &outgoing->problems);
    Client::Emission &emission = outgoing->emission;
    maker.setPlace(Place::Namespace);
    emission.nsp = maker.filled(draft.nsp.trimmed());
    if (!emission.nsp.startsWith('/'))
        emission.nsp.prepend('/');
    if (emission.nsp.contains(','))
        maker.complain(words("A namespace has no comma in its name."));
    maker.setPlace(Place::Event);
    emission.event = maker.filled(draft.event);
    if (emission.event.isEmpty())
        maker.complain(words("Name the event."));
    else if (SocketIo::isReservedEvent(emission.event))
        maker.complain(words("Socket.IO keeps this name for itself: servers refuse it."));
    emission.arguments = makeArguments(draft.arguments, values, reader, &outgoing->problems);
    emission.asksForAck = draft.asksForAck;
    emission.ackTimeout = draft.asksForAck ? draft.ackTimeout : std::chrono::milliseconds(0);
    emission.isVolatile = draft.isVolatile;
}

void makePlain(const ComposeDraft &draft, const Variables::Values *values,
               const Outgoing::FileReader &reader, Outgoing *outgoing)
{
    Maker maker(values, reader, &outgoing->problems);
    Client::PlainMessage &message = outgoing->plain;
    switch (draft.kind) {
    case Kind::Json:
        if (auto problem = checkJson(draft.text, values, JsonMarkers::Plain))
            maker.complain(*std::move(problem));
        message.bytes = expanded(draft.text, values);
        break;
    case Kind::Text:
        message.bytes = maker.filled(draft.text);
        if (!message.bytes.isValidUtf8())
            maker.complain(words("This text is no UTF-8: send it as binary."));
        break;
    case Kind::Binary:
        message.kind = Client::PlainMessage::Kind::Binary;
        message.bytes = maker.digits(draft);
        break;
    case Kind::Ping:
        message.kind = Client::PlainMessage::Kind::Ping;
        message.bytes = maker.digits(draft);
        if (message.bytes.size() > Outgoing::MaxPing)
            maker.complain(
                words("A ping carries 125 bytes at most; these are %1.").arg(message.bytes.size()));
        break;
    case Kind::Close:
        outgoing->closeReason = maker.filled(draft.text);
        if (outgoing->closeReason.size() > Outgoing::MaxReason)
            maker.complain(words("A reason has 123 bytes at most; these are %1.")
                               .arg(outgoing->closeReason.size()));
        if (!outgoing->closeReason.isValidUtf8())
            maker.complain(words("This text is no UTF-8."));
        outgoing->closeCode = draft.closeCode;
        maker.setPlace(Place::CloseCode);
        if (!WebSocket::isCloseCodeOnWire(draft.closeCode))
            maker.complain(
                words("%1 never crosses the wire: 1000 to 1003, 1007 to 1014 and 3000 to "
                      "4999 do.")
                    .arg(draft.closeCode));
        break;
    }
}

} // namespace

Outgoing Outgoing::make(const ComposeDraft &draft, const Variables::Values &values,
                        const FileReader &reader)
{
    Outgoing outgoing;
    const Variables::Values *const used = draft.usesVariables ? &values : nullptr;
    if (draft.protocol == Client::Protocol::SocketIo)
        makeEvent(draft, used, reader, &outgoing);
    else
        makePlain(draft, used, reader, &outgoing);
    return outgoing;
}

SocketIo::Arguments makeArguments(const QList<ComposeArgument> &arguments,
                                  const Variables::Values *values,
                                  const Outgoing::FileReader &reader, QList<DraftProblem> *problems)
{
    SocketIo::Arguments made;
    qsizetype count = arguments.size();
    while (count > 0 && isBlank(arguments.at(count - 1)))
        --count;
    Maker maker(values, reader, problems);
    for (qsizetype i = 0; i < count; ++i) {
        maker.setPlace(Place::Argument, static_cast<int>(i));
        maker.append(arguments.at(i), &made);
    }
    return made;
}

std::optional<DraftProblem> checkJson(const QByteArray &text, const Variables::Values *values,
                                      JsonMarkers markers)
{
    if (auto unknown = checkVariables(text, values))
        return unknown;
    const auto filled = values ? Variables::expand(text, *values) : Variables::Expanded {text, {}};
    const auto source = [&filled](qsizetype offset) { return filled.sourceOffset(offset); };
    if (const auto fault = findJsonFault(filled.text)) {
        const qsizetype start = source(fault->offset);
        return at(text, start, source(fault->offset + fault->size) - start, fault->words);
    }
    if (markers == JsonMarkers::Plain)
        return std::nullopt;
    const auto parsed = SocketIo::parseExported(filled.text);
    switch (parsed.error) {
    case SocketIo::ExportedData::Error::BadBase64:
        return at(text, source(parsed.offset), 1,
                  words("What follows \"$binary\" is no base64. For a key of that name write "
                        "\"$$binary\"."));
    case SocketIo::ExportedData::Error::ExtensionType:
        return at(text, source(parsed.offset), 1,
                  words("An extension type of MessagePack cannot be sent from here."));
    case SocketIo::ExportedData::Error::None:
    case SocketIo::ExportedData::Error::BadJson:
        break;
    }
    return std::nullopt;
}

std::optional<DraftProblem> checkVariables(const QByteArray &text, const Variables::Values *values)
{
    if (!values)
        return std::nullopt;
    const auto filled = Variables::expand(text, *values);
    for (const Variables::Use &use : filled.uses) {
        if (!use.isKnown) {
            return at(text, use.offset, use.size,
                      words("{{%1}} has no value in this environment.").arg(use.name));
        }
    }
    return std::nullopt;
}

std::optional<QByteArray> bytesFromHex(QByteArrayView digits, qsizetype *badOffset)
{
    QByteArray bytes;
    bytes.reserve(digits.size() / 2);
    int high = -1;
    qsizetype start = 0; // of the pair
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const char c = digits[i];
        int digit = -1;
        if (c >= '0' && c <= '9')
            digit = c - '0';
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            digit = (c & 0x5f) - 'A' + 10;
        const bool isPrefix = high == 0 && (c == 'x' || c == 'X') && start == i - 1;
        const bool isBetween
            = high < 0 && (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ':');
        if (isPrefix)
            high = -1;
        else if (digit < 0 && !isBetween) {
            *badOffset = i;
            return std::nullopt;
        } else if (digit >= 0 && high < 0) {
            high = digit;
            start = i;
        } else if (digit >= 0) {
            bytes.append(static_cast<char>(high * 16 + digit));
            high = -1;
        }
    }
    if (high >= 0) {
        *badOffset = start;
        return std::nullopt;
    }
    return bytes;
}

std::optional<QByteArray> readFileToSend(const QString &name, QString *error)
{
    QFile file(name);
    const QString shown = QFileInfo(name).fileName();
    if (!file.open(QIODevice::ReadOnly)) {
        *error = words("%1 cannot be read: %2").arg(shown, file.errorString());
        return std::nullopt;
    }
    if (file.size() > MaxFile) {
        *error = words("%1 is larger than 1 GB.").arg(shown);
        return std::nullopt;
    }
    return file.readAll();
}
