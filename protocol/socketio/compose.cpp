// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/compose.h"

namespace SocketIo {

namespace {

bool isSpace(char character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

/// The size of the string or number that \a text begins with.
qsizetype scalarSize(QByteArrayView text)
{
    if (!text.startsWith('"')) {
        qsizetype size = 0;
        while (size < text.size() && text.at(size) != ',' && !isSpace(text.at(size)))
            ++size;
        return size;
    }
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text.at(i) == '\\')
            ++i;
        else if (text.at(i) == '"')
            return i + 1;
    }
    return text.size();
}

Assembled message(PacketType plain, PacketType binary, const QByteArray &nsp, QByteArray data,
                  const QList<QByteArray> &attachments, std::optional<quint64> ackId)
{
    Assembled made;
    made.packet.type = attachments.isEmpty() ? plain : binary;
    made.packet.nsp = nsp;
    made.packet.ackId = ackId;
    made.packet.attachmentCount = attachments.size();
    made.packet.data = std::move(data);
    made.attachments = attachments;
    return made;
}

} // namespace

QByteArray placeholder(int number)
{
    return R"({"_placeholder":true,"num":)" + QByteArray::number(number) + '}';
}

QByteArray jsonString(QByteArrayView text)
{
    QByteArray json;
    json.reserve(text.size() + 2);
    json += '"';
    for (const char character : text) {
        const auto code = static_cast<uchar>(character);
        if (character == '"' || character == '\\') {
            json += '\\';
            json += character;
        } else if (character == '\n') {
            json += "\\n";
        } else if (code < 0x20) {
            json += "\\u00" + QByteArray::number(code, 16).rightJustified(2, '0');
        } else {
            json += character;
        }
    }
    json += '"';
    return json;
}

Assembled eventMessage(const QByteArray &nsp, QByteArrayView name, const Arguments &arguments,
                       std::optional<quint64> ackId)
{
    QByteArray data = '[' + jsonString(name);
    if (!arguments.json.isEmpty())
        data += ',' + arguments.json;
    data += ']';
    Assembled made = message(PacketType::Event, PacketType::BinaryEvent, nsp, std::move(data),
                             arguments.attachments, ackId);
    made.packet.event = name.toByteArray();
    return made;
}

Assembled ackMessage(const QByteArray &nsp, quint64 ackId, const Arguments &arguments)
{
    return message(PacketType::Ack, PacketType::BinaryAck, nsp, '[' + arguments.json + ']',
                   arguments.attachments, ackId);
}

Assembled plainMessage(PacketType type, const QByteArray &nsp, const QByteArray &data)
{
    return message(type, type, nsp, data, {}, {});
}

QByteArrayView ackArguments(QByteArrayView data)
{
    data = trimmed(data);
    if (data.size() < 2)
        return {};
    return trimmed(data.sliced(1, data.size() - 2));
}

QByteArrayView eventArguments(QByteArrayView data)
{
    const QByteArrayView values = ackArguments(data);
    const QByteArrayView behind = trimmed(values.sliced(scalarSize(values)));
    return behind.isEmpty() ? behind : trimmed(behind.sliced(1));
}

} // namespace SocketIo
