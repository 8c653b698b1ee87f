// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/copyas.h"

#include "protocol/http/contentdecoder.h"
#include "protocol/socketio/data.h"
#include "protocol/socketio/jsonreader.h"
#include "widgets/details/clientcode.h"
#include "widgets/details/curlcommand.h"
#include "widgets/details/messagedata.h"
#include "widgets/details/utf8.h"

using Capture::Kind;
using Capture::StoreReader;

namespace CopyAs {

namespace {

constexpr int DumpBytesPerLine = 16;

QString perPart(const MessageParts &parts, QString (*form)(const QByteArray &))
{
    QString result = form(parts.content);
    for (const QByteArray &attachment : parts.attachments)
        result += QLatin1Char('\n') + form(attachment);
    return result;
}

std::optional<MessageData> jsonData(const MessageParts &message)
{
    Capture::MessageRecord record;
    record.dataOffset = message.dataOffset;
    record.isMsgpack = message.isMsgpack;
    record.socketIo = message.isSocketIo ? 0 : -1;
    record.content.size = message.content.size();
    MessageData data = messageData(record, message.content);
    if (!data.isJson || !SocketIo::JsonReader().read(data.bytes).valid)
        return std::nullopt;
    return data;
}

QString code(const Capture::MessageRecord &record, const MessageParts &parts, const Target &target)
{
    if (record.kind == Kind::Text)
        return ClientCode::webSocketText(target.url + target.path, Utf8::toText(parts.content));
    if (record.kind == Kind::Binary)
        return ClientCode::webSocketBinary(target.url + target.path, parts.content);
    const auto data = jsonData(parts);
    if (!data)
        return {};
    ClientCode::Emit call;
    call.url = target.url;
    call.path = target.path;
    call.nsp = QString::fromUtf8(record.nsp);
    call.asksForAck = record.ackId >= 0;
    return ClientCode::socketIo(call, data->bytes, parts.attachments);
}

QByteArray originOf(StoreReader &reader, const Capture::ExchangeRecord &exchange,
                    const Target &target)
{
    const auto connection = reader.connection(exchange.connection);
    if (!connection || connection->target.isEmpty())
        return target.url.toUtf8();
    return (connection->tls.isEmpty() ? "http://" : "https://") + connection->target;
}

QString bodyJson(StoreReader &reader, const Capture::ExchangeRecord &exchange,
                 StoreReader::Body body, const Capture::Content &content, const QByteArray &coding)
{
    QByteArray bytes = reader.exchangeBytes(exchange.id, body, 0, content.size);
    if (!coding.isEmpty())
        bytes = Http::decodeContent({coding.trimmed().toLower()}, bytes, MaxBytes).bytes;
    return SocketIo::JsonReader().read(bytes).valid ? text(bytes) : QString();
}

} // namespace

std::optional<MessageParts> readParts(StoreReader &reader, const Capture::MessageRecord &record)
{
    const int count = reader.attachmentCount(record.id);
    qint64 total = record.content.size;
    for (int i = 0; i < count; ++i)
        total += reader.attachmentSize(record.id, i);
    if (total > MaxBytes)
        return std::nullopt;
    MessageParts parts;
    parts.content = reader.messageBytes(record.id, 0, record.content.size);
    for (int i = 0; i < count; ++i) {
        parts.attachments
            += reader.attachmentBytes(record.id, i, 0, reader.attachmentSize(record.id, i));
    }
    parts.dataOffset = record.dataOffset;
    parts.isSocketIo = record.socketIo >= 0;
    parts.isMsgpack = record.isMsgpack;
    return parts;
}

bool canCopy(const Capture::MessageRecord &message, Format format)
{
    switch (format) {
    case Format::Text:
    case Format::Hex:
    case Format::Base64:
        return true;
    case Format::Json:
        return message.isMsgpack || !message.isBinary;
    case Format::Code:
        return (message.kind == Kind::Event && !message.isMsgpack) || message.kind == Kind::Text
            || message.kind == Kind::Binary;
    case Format::Curl:
        return message.exchange != 0;
    }
    return false;
}

QString message(StoreReader &reader, const Capture::MessageRow &row, Format format,
                const Target &target)
{
    const Capture::MessageRecord &record = row.record;
    if (!canCopy(record, format))
        return {};
    if (format == Format::Curl) {
        const auto found = reader.exchange(record.exchange);
        return found ? exchange(reader, *found, format, target) : QString();
    }
    const auto parts = readParts(reader, record);
    if (!parts)
        return {};
    switch (format) {
    case Format::Text:
        return text(parts->content);
    case Format::Json:
        return json(*parts).value_or(QString());
    case Format::Hex:
        return perPart(*parts, &hex);
    case Format::Base64:
        return perPart(*parts, &base64);
    case Format::Code:
        return code(record, *parts, target);
    case Format::Curl:
        break;
    }
    return {};
}

QString exchange(StoreReader &reader, const Capture::ExchangeRecord &exchange, Format format,
                 const Target &target)
{
    using Body = StoreReader::Body;
    if (exchange.requestHead.size + exchange.requestBody.size + exchange.responseHead.size
            + exchange.responseBody.size
        > MaxBytes)
        return {};
    const auto bytes = [&](Body body, const Capture::Content &content) {
        return reader.exchangeBytes(exchange.id, body, 0, content.size);
    };
    const QByteArray head = bytes(Body::RequestHead, exchange.requestHead);
    const QByteArray body = bytes(Body::RequestBody, exchange.requestBody);
    if (format == Format::Curl)
        return curlCommand(originOf(reader, exchange, target), head, body).value_or(QString());
    if (format == Format::Json) {
        const QString response = bodyJson(reader, exchange, Body::ResponseBody,
                                          exchange.responseBody, exchange.responseCoding);
        return response.isEmpty() ? bodyJson(reader, exchange, Body::RequestBody,
                                             exchange.requestBody, exchange.requestCoding)
                                  : response;
    }
    const QByteArray all = head + body + exchange.interimHeads
        + bytes(Body::ResponseHead, exchange.responseHead)
        + bytes(Body::ResponseBody, exchange.responseBody);
    switch (format) {
    case Format::Text:
        return text(all);
    case Format::Hex:
        return hex(all);
    case Format::Base64:
        return base64(all);
    case Format::Json:
    case Format::Code:
    case Format::Curl:
        break;
    }
    return {};
}

std::optional<QString> json(const MessageParts &message)
{
    const auto data = jsonData(message);
    if (!data)
        return std::nullopt;
    // MessagePack's rendering has its binary in place already.
    if (message.isSocketIo && !message.isMsgpack)
        return text(SocketIo::dataWithAttachments(data->bytes, message.attachments));
    return text(data->bytes);
}

QString text(const QByteArray &bytes)
{
    return Utf8::toText(bytes);
}

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
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
        dump += QStringLiteral("%1  ").arg(begin, 8, 16, QLatin1Char('0'))
            + digits.leftJustified(DumpBytesPerLine * 3 + 1) + QLatin1Char(' ') + ascii
            + QLatin1Char('\n');
    }
    return dump;
}

} // namespace CopyAs
