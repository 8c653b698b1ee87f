// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/clientcode.h"

#include "protocol/msgpack/jsontext.h"
#include "protocol/socketio/jsonreader.h"
#include "widgets/details/utf8.h"

namespace ClientCode {

namespace {

QByteArray literal(const QString &text)
{
    return JsonText::quoted(text.toUtf8());
}

QByteArray bytesLiteral(const QByteArray &bytes)
{
    return "Uint8Array.from(atob(\"" + bytes.toBase64() + "\"), c => c.charCodeAt(0))";
}

// The text with a literal in each place where an attachment stood.
QByteArray withLiterals(const QByteArray &data, const QList<QByteArray> &attachments)
{
    SocketIo::JsonPlaces places;
    if (!SocketIo::JsonReader().read(data, &places).valid)
        return data;
    QByteArray result;
    qsizetype copied = 0;
    for (const SocketIo::Placeholder &placeholder : std::as_const(places.placeholders)) {
        if (!placeholder.number || *placeholder.number < 0
            || *placeholder.number >= attachments.size())
            continue;
        result += QByteArrayView(data).sliced(copied, placeholder.span.offset - copied);
        result += bytesLiteral(attachments[*placeholder.number]);
        copied = placeholder.span.offset + placeholder.span.size;
    }
    return result + data.mid(copied);
}

QString webSocket(QString url, const QByteArray &argument)
{
    if (url.startsWith(QLatin1String("http")))
        url.replace(0, 4, QStringLiteral("ws"));
    return QString::fromUtf8("const socket = new WebSocket(" + literal(url)
                             + ");\nsocket.onopen = () => socket.send(" + argument + ");\n");
}

} // namespace

QString socketIo(const Emit &call, const QByteArray &data, const QList<QByteArray> &attachments)
{
    QByteArray arguments = withLiterals(data, attachments).trimmed();
    if (arguments.startsWith('[') && arguments.endsWith(']'))
        arguments = arguments.sliced(1).chopped(1).trimmed();
    const QString nsp = call.nsp == QLatin1String("/") ? QString() : call.nsp;
    QByteArray code = "import { io } from \"socket.io-client\";\n\nconst socket = io("
        + literal(call.url + nsp);
    if (!call.path.isEmpty() && call.path != QLatin1String("/socket.io/"))
        code += ", { path: " + literal(call.path) + " }";
    code += ");\nsocket.emit(" + arguments;
    if (call.asksForAck)
        code += ", (...answer) => console.log(...answer)";
    return Utf8::toText(code + ");\n");
}

QString webSocketText(const QString &url, const QString &text)
{
    return webSocket(url, literal(text));
}

QString webSocketBinary(const QString &url, const QByteArray &bytes)
{
    return webSocket(url, bytesLiteral(bytes));
}

} // namespace ClientCode
