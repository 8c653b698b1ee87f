// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/copyas.h"

#include "widgets/traffic/summary.h"

#include <algorithm>

using namespace Capture;

namespace CopyAs {

namespace {

constexpr qsizetype DumpWidth = 16;

bool isText(const QByteArray &bytes)
{
    return !bytes.contains('\0') && bytes.isValidUtf8();
}

QByteArray quotedJson(const QString &text)
{
    QString quoted = text;
    quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
        .replace(QLatin1Char('"'), QStringLiteral("\\\""))
        .replace(QLatin1Char('\n'), QStringLiteral("\\n"))
        .replace(QLatin1Char('\r'), QStringLiteral("\\r"));
    return '"' + quoted.toUtf8() + '"';
}

QByteArray dataOf(StoreReader &reader, const MessageRecord &message, const QByteArray &content,
                  QByteArrayView before, QByteArrayView after)
{
    const QByteArray data = content.mid(message.dataOffset);
    if (message.isMsgpack || message.isBinary)
        return data;
    return withAttachments(data, [&](qint64 number) {
        const QByteArray bytes
            = reader.attachmentBytes(message.id, static_cast<int>(number), 0, MaxBytes);
        return QByteArray(before.toByteArray() + bytes.toBase64() + after.toByteArray());
    });
}

QString socketIoCode(const MessageRow &row, const QByteArray &arguments, const Target &target)
{
    QByteArray code = "import { io } from \"socket.io-client\";\n\n";
    const QByteArray nsp = row.record.nsp == "/" ? QByteArray() : row.record.nsp;
    code += "const socket = io(" + quotedJson(target.url + QString::fromUtf8(nsp));
    if (!target.path.isEmpty() && target.path != QLatin1String("/socket.io/"))
        code += ", { path: " + quotedJson(target.path) + " }";
    code += ");\nsocket.emit(" + arguments;
    if (row.record.ackId >= 0)
        code += ", (...answer) => console.log(answer)";
    return QString::fromUtf8(code + ");\n");
}

QString webSocketCode(const MessageRecord &message, const QByteArray &content, const Target &target)
{
    QString url = target.url;
    if (url.startsWith(QLatin1String("http")))
        url.replace(0, 4, QStringLiteral("ws"));
    const QByteArray what = message.kind == Kind::Text
        ? quotedJson(QString::fromUtf8(content))
        : "Uint8Array.from(atob(\"" + content.toBase64() + "\"), c => c.charCodeAt(0))";
    return QString::fromUtf8("const socket = new WebSocket(" + quotedJson(url + target.path)
                             + ");\nsocket.onopen = () => socket.send(" + what + ");\n");
}

QByteArray without(QByteArray array)
{
    array = array.trimmed();
    if (array.startsWith('[') && array.endsWith(']'))
        return array.mid(1, array.size() - 2);
    return array;
}

QString curl(StoreReader &reader, const ExchangeRecord &exchange, const Target &target)
{
    const QByteArray head
        = reader.exchangeBytes(exchange.id, StoreReader::Body::RequestHead, 0, MaxBytes);
    const QByteArray body
        = reader.exchangeBytes(exchange.id, StoreReader::Body::RequestBody, 0, MaxBytes);
    QByteArray command = "curl ";
    if (exchange.method != "GET" || !body.isEmpty())
        command += "-X " + shellQuoted(exchange.method) + ' ';
    const bool isAbsolute = exchange.target.contains("://");
    command += shellQuoted(isAbsolute ? exchange.target : target.url.toUtf8() + exchange.target);
    const QList<QByteArray> lines = head.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = lines.at(i).trimmed();
        const QByteArray name = line.left(line.indexOf(':')).toLower();
        // curl counts and unpacks by itself.
        if (line.isEmpty() || name == "content-length" || name == "transfer-encoding"
            || name == "connection")
            continue;
        if (name == "accept-encoding")
            command += " \\\n  --compressed";
        else
            command += " \\\n  -H " + shellQuoted(line);
    }
    if (body.isEmpty())
        return QString::fromUtf8(command + '\n');
    if (isText(body))
        return QString::fromUtf8(command + " \\\n  --data-binary " + shellQuoted(body) + '\n');
    return QString::fromUtf8("printf %s " + shellQuoted(body.toBase64()) + " | base64 -d | "
                             + command + " \\\n  --data-binary @-\n");
}

} // namespace

bool canCopy(const MessageRecord &message, Format format)
{
    switch (format) {
    case Format::Text:
    case Format::Hex:
    case Format::Base64:
        return true;
    case Format::Json:
        return !message.isBinary && !message.isMsgpack;
    case Format::Code:
        return (message.kind == Kind::Event && !message.isMsgpack) || message.kind == Kind::Text
            || message.kind == Kind::Binary;
    case Format::Curl:
        return message.exchange != 0;
    }
    return false;
}

QString message(StoreReader &reader, const MessageRow &row, Format format, const Target &target)
{
    const MessageRecord &record = row.record;
    if (format == Format::Curl) {
        const std::optional<ExchangeRecord> found = reader.exchange(record.exchange);
        return found ? curl(reader, *found, target) : QString();
    }
    const QByteArray content = reader.messageBytes(record.id, 0, MaxBytes);
    switch (format) {
    case Format::Hex:
        return hexDump(content);
    case Format::Base64:
        return QString::fromLatin1(content.toBase64());
    case Format::Code:
        if (record.kind != Kind::Event)
            return webSocketCode(record, content, target);
        return socketIoCode(row,
                            without(dataOf(reader, record, content, "Uint8Array.from(atob(\"",
                                           "\"), c => c.charCodeAt(0))")),
                            target);
    case Format::Json:
    case Format::Text:
    case Format::Curl:
        break;
    }
    return QString::fromUtf8(dataOf(reader, record, content, "{\"$binary\":\"", "\"}"));
}

QString exchange(StoreReader &reader, const ExchangeRecord &exchange, Format format,
                 const Target &target)
{
    using Body = StoreReader::Body;
    const auto bytes
        = [&](Body body) { return reader.exchangeBytes(exchange.id, body, 0, MaxBytes); };
    switch (format) {
    case Format::Curl:
        return curl(reader, exchange, target);
    case Format::Text:
        return QString::fromUtf8(bytes(Body::RequestHead) + bytes(Body::RequestBody))
            + QLatin1Char('\n')
            + QString::fromUtf8(bytes(Body::ResponseHead) + bytes(Body::ResponseBody));
    case Format::Hex:
        return hexDump(bytes(Body::ResponseBody));
    case Format::Base64:
        return QString::fromLatin1(bytes(Body::ResponseBody).toBase64());
    case Format::Json:
    case Format::Code:
        break;
    }
    return QString::fromUtf8(bytes(Body::ResponseBody));
}

QString hexDump(const QByteArray &bytes)
{
    QByteArray dump;
    dump.reserve(bytes.size() * 5);
    for (qsizetype at = 0; at < bytes.size(); at += DumpWidth) {
        const QByteArray line = bytes.mid(at, DumpWidth);
        dump += QByteArray::number(at, 16).rightJustified(8, '0') + "  "
            + line.toHex(' ').leftJustified(3 * DumpWidth - 1) + "  ";
        for (const char character : line)
            dump += character >= 0x20 && character < 0x7f ? character : '.';
        dump += '\n';
    }
    return QString::fromLatin1(dump);
}

QByteArray shellQuoted(const QByteArray &text)
{
    QByteArray quoted = text;
    quoted.replace('\'', "'\\''");
    return '\'' + quoted + '\'';
}

} // namespace CopyAs
