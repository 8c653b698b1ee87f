// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/copyas.h"

#include "protocol/socketio/data.h"
#include "protocol/socketio/jsonreader.h"
#include "widgets/details/messagedata.h"
#include "widgets/details/utf8.h"

#include <algorithm>
#include <array>

namespace CopyAs {

namespace {

using Capture::StoreReader;

constexpr int DumpBytesPerLine = 16;

// 'a' with each quote inside written as '\''.
QByteArray quoted(const QByteArray &text)
{
    QByteArray result = text;
    result.replace('\'', "'\\''");
    return "'" + result + "'";
}

// $'…' of bash and zsh, for bytes that should not stand in a command as they are.
QByteArray escaped(const QByteArray &bytes)
{
    QByteArray result = "$'";
    for (const char character : bytes) {
        const auto byte = static_cast<uchar>(character);
        if (character == '\'' || character == '\\') {
            result += '\\';
            result += character;
        } else if (byte < 0x20 || byte >= 0x7f) {
            result += "\\x" + QByteArray(1, character).toHex();
        } else {
            result += character;
        }
    }
    return result + '\'';
}

bool isPlainText(const QByteArray &bytes)
{
    const auto isControl = [](char character) {
        return static_cast<uchar>(character) < 0x20 && character != '\n' && character != '\t';
    };
    return Utf8::isValid(bytes) && std::none_of(bytes.begin(), bytes.end(), isControl);
}

QByteArray shellWord(const QByteArray &bytes)
{
    return isPlainText(bytes) ? quoted(bytes) : escaped(bytes);
}

// What curl counts or says itself, or what belongs to the connection that was.
bool isLeftOut(const QByteArray &lowerName)
{
    constexpr std::array<QByteArrayView, 6> Names {
        "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection", "te",
    };
    return std::find(Names.begin(), Names.end(), lowerName) != Names.end();
}

struct RequestLine
{
    QByteArray method;
    QByteArray target;
};

std::optional<RequestLine> requestLine(const QByteArray &line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first)
        return std::nullopt;
    return RequestLine {line.left(first), line.mid(first + 1, last - first - 1)};
}

QByteArray url(const QByteArray &origin, const QByteArray &target)
{
    if (target.startsWith("http://") || target.startsWith("https://"))
        return target;
    return target.startsWith('/') ? origin + target : origin + '/' + target;
}

// The body's option, and what has to stand before the command.
struct BodyWords
{
    QByteArray before;
    QByteArray option;
};

BodyWords bodyWords(const QByteArray &body)
{
    if (body.isEmpty())
        return {};
    // An argument cannot hold a zero byte, nor be very long.
    constexpr qsizetype LongestArgument = 100'000;
    if (body.contains('\0') || body.size() > LongestArgument)
        return {"base64 -d <<'END' | ", "--data-binary @-"};
    return {{}, (body.startsWith('@') ? "--data-raw " : "--data-binary ") + shellWord(body)};
}

QString perPart(const QByteArray &content, const QList<QByteArray> &attachments,
                QString (*form)(const QByteArray &))
{
    QString result = form(content);
    for (const QByteArray &attachment : attachments)
        result += QLatin1Char('\n') + form(attachment);
    return result;
}

std::optional<MessageParts> readMessage(StoreReader &reader, Capture::Id id)
{
    const auto row = reader.message(id);
    if (!row)
        return std::nullopt;
    const Capture::MessageRecord &record = row->record;
    const int count = reader.attachmentCount(id);
    qint64 total = record.content.size;
    for (int i = 0; i < count; ++i)
        total += reader.attachmentSize(id, i);
    if (total > MaxBytes)
        return std::nullopt;
    MessageParts parts;
    parts.content = record.content.isWhole() ? record.content.bytes
                                             : reader.messageBytes(id, 0, record.content.size);
    for (int i = 0; i < count; ++i)
        parts.attachments += reader.attachmentBytes(id, i, 0, reader.attachmentSize(id, i));
    parts.dataOffset = record.dataOffset;
    parts.isSocketIo = record.socketIo >= 0;
    parts.isMsgpack = record.isMsgpack;
    return parts;
}

QByteArray originOf(StoreReader &reader, const Capture::ExchangeRecord &exchange)
{
    const auto connection = reader.connection(exchange.connection);
    if (!connection)
        return "http://localhost";
    return (connection->tls.isEmpty() ? "http://" : "https://") + connection->target;
}

QByteArray wholeOf(StoreReader &reader, Capture::Id id, StoreReader::Body body,
                   const Capture::Content &content)
{
    return content.isWhole() ? content.bytes : reader.exchangeBytes(id, body, 0, content.size);
}

} // namespace

QString text(const QByteArray &bytes)
{
    return Utf8::toText(bytes);
}

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QString hexDump(const QByteArray &bytes)
{
    QString dump;
    for (qsizetype begin = 0; begin < bytes.size(); begin += DumpBytesPerLine) {
        const QByteArray line = bytes.mid(begin, DumpBytesPerLine);
        QString digits;
        QString ascii;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const auto byte = static_cast<uchar>(line[i]);
            if (i == DumpBytesPerLine / 2)
                digits += QLatin1Char(' ');
            digits += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
            ascii += byte >= 0x20 && byte < 0x7f ? QLatin1Char(line[i]) : QLatin1Char('.');
        }
        dump += QStringLiteral("%1  %2 %3\n")
                    .arg(begin, 8, 16, QLatin1Char('0'))
                    .arg(digits, -(DumpBytesPerLine * 3 + 1))
                    .arg(ascii);
    }
    return dump;
}

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

std::optional<QString> json(const MessageParts &message)
{
    Capture::MessageRecord record;
    record.dataOffset = message.dataOffset;
    record.isMsgpack = message.isMsgpack;
    record.socketIo = message.isSocketIo ? 0 : -1;
    record.content.size = message.content.size();
    const MessageData data = messageData(record, message.content);
    if (!data.isJson)
        return std::nullopt;
    if (!SocketIo::JsonReader().read(data.bytes).valid)
        return std::nullopt;
    // MessagePack's rendering has its binary in place already.
    if (message.isSocketIo && !message.isMsgpack)
        return text(SocketIo::dataWithAttachments(data.bytes, message.attachments));
    return text(data.bytes);
}

std::optional<QString> curl(const RequestParts &request)
{
    const qsizetype headEnd = request.head.indexOf("\r\n\r\n");
    const QByteArray head = headEnd < 0 ? request.head : request.head.left(headEnd);
    const QList<QByteArray> lines = head.trimmed().split('\n');
    const auto line = requestLine(lines.front().trimmed());
    if (!line)
        return std::nullopt;

    bool hasUserAgent = false;
    bool hasAccept = false;
    bool hasContentType = false;
    bool isUpgrade = false;
    QList<QByteArray> words;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon <= 0)
            continue;
        const QByteArray name = lines[i].left(colon);
        const QByteArray lowerName = name.toLower();
        const QByteArray value = lines[i].mid(colon + 1).trimmed();
        if (lowerName == "upgrade")
            isUpgrade = true;
        if (isLeftOut(lowerName) && !(lowerName == "connection" && value.toLower() == "upgrade"))
            continue;
        hasUserAgent |= lowerName == "user-agent";
        hasAccept |= lowerName == "accept";
        hasContentType |= lowerName == "content-type";
        words += "-H " + shellWord(value.isEmpty() ? name + ';' : name + ": " + value);
    }
    const BodyWords body = bodyWords(request.body);
    if (!hasUserAgent)
        words += "-H 'User-Agent:'";
    if (!hasAccept)
        words += "-H 'Accept:'";
    if (!hasContentType && !request.body.isEmpty())
        words += "-H 'Content-Type:'";
    if (!body.option.isEmpty())
        words += body.option;

    QByteArray command = body.before + "curl --http1.1 --path-as-is --globoff --include ";
    if (isUpgrade)
        command += "--no-buffer ";
    if (line->method == "HEAD")
        command += "--head ";
    else
        command += "-X " + shellWord(line->method) + ' ';
    command += shellWord(url(request.origin, line->target));
    for (const QByteArray &word : std::as_const(words))
        command += " \\\n  " + word;
    if (!body.before.isEmpty())
        command += '\n' + request.body.toBase64() + "\nEND";
    return QString::fromUtf8(command);
}

std::optional<QString> message(StoreReader &reader, Capture::Id id, Form form)
{
    if (form == Form::Curl) {
        const auto row = reader.message(id);
        return row && row->record.exchange != 0 ? exchange(reader, row->record.exchange, form)
                                                : std::nullopt;
    }
    const auto parts = readMessage(reader, id);
    if (!parts)
        return std::nullopt;
    switch (form) {
    case Form::Text:
        return text(parts->content);
    case Form::Json:
        return json(*parts);
    case Form::Hex:
        return perPart(parts->content, parts->attachments, &hex);
    case Form::HexDump:
        return perPart(parts->content, parts->attachments, &hexDump);
    case Form::Base64:
        return perPart(parts->content, parts->attachments, &base64);
    case Form::Curl:
        break;
    }
    return std::nullopt;
}

std::optional<QString> exchange(StoreReader &reader, Capture::Id id, Form form)
{
    const auto record = reader.exchange(id);
    if (!record
        || record->requestHead.size + record->requestBody.size + record->responseHead.size
                + record->responseBody.size
            > MaxBytes)
        return std::nullopt;
    RequestParts request;
    request.head = wholeOf(reader, id, StoreReader::Body::RequestHead, record->requestHead);
    request.body = wholeOf(reader, id, StoreReader::Body::RequestBody, record->requestBody);
    if (form == Form::Curl) {
        request.origin = originOf(reader, *record);
        return curl(request);
    }
    const QByteArray response
        = wholeOf(reader, id, StoreReader::Body::ResponseHead, record->responseHead)
        + wholeOf(reader, id, StoreReader::Body::ResponseBody, record->responseBody);
    const QByteArray all = request.head + request.body + response;
    switch (form) {
    case Form::Text:
        return text(all);
    case Form::Hex:
        return hex(all);
    case Form::HexDump:
        return hexDump(all);
    case Form::Base64:
        return base64(all);
    case Form::Json:
    case Form::Curl:
        break;
    }
    return std::nullopt;
}

} // namespace CopyAs
