// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/messagedata.h"

#include "protocol/socketio/msgpackreader.h"
#include "protocol/socketio/packetdecoder.h"
#include "widgets/details/jsonoutline.h"
#include "widgets/details/utf8.h"

#include <QCoreApplication>
#include <QtEndian>

#include <array>

namespace {

// Where a packet of socket.io-msgpack-parser begins in an Engine.IO packet as it crossed: at once,
// behind the type byte of Engine.IO 3, or in base64.
QByteArray msgpackBytes(const QByteArray &content, qint64 dataOffset)
{
    const std::array<qint64, 3> offsets {dataOffset, 0, 1};
    for (const qint64 offset : offsets) {
        const QByteArray bytes = content.mid(offset);
        if (SocketIo::looksLikeMsgpack(bytes))
            return bytes;
    }
    if (content.startsWith('b')) {
        for (const qsizetype digits : {1, 2}) {
            const QByteArray bytes = QByteArray::fromBase64(content.mid(digits));
            if (SocketIo::looksLikeMsgpack(bytes))
                return bytes;
        }
    }
    return content;
}

bool hasSocketIoData(const Capture::MessageRecord &message)
{
    return message.socketIo >= 0 || message.kind == Capture::Kind::EioOpen;
}

struct CloseCode
{
    int code;
    const char *words;
};

constexpr std::array<CloseCode, 15> CloseCodes {{
    {1000, QT_TRANSLATE_NOOP("MessageData", "Normal Closure")},
    {1001, QT_TRANSLATE_NOOP("MessageData", "Going Away")},
    {1002, QT_TRANSLATE_NOOP("MessageData", "Protocol Error")},
    {1003, QT_TRANSLATE_NOOP("MessageData", "Unsupported Data")},
    {1005, QT_TRANSLATE_NOOP("MessageData", "No Status Received")},
    {1006, QT_TRANSLATE_NOOP("MessageData", "Abnormal Closure")},
    {1007, QT_TRANSLATE_NOOP("MessageData", "Invalid Payload Data")},
    {1008, QT_TRANSLATE_NOOP("MessageData", "Policy Violation")},
    {1009, QT_TRANSLATE_NOOP("MessageData", "Message Too Big")},
    {1010, QT_TRANSLATE_NOOP("MessageData", "Mandatory Extension")},
    {1011, QT_TRANSLATE_NOOP("MessageData", "Internal Error")},
    {1012, QT_TRANSLATE_NOOP("MessageData", "Service Restart")},
    {1013, QT_TRANSLATE_NOOP("MessageData", "Try Again Later")},
    {1014, QT_TRANSLATE_NOOP("MessageData", "Bad Gateway")},
    {1015, QT_TRANSLATE_NOOP("MessageData", "TLS Handshake")},
}};

} // namespace

MessageData messageData(const Capture::MessageRecord &message, const QByteArray &content)
{
    MessageData data;
    data.isCut = content.size() < message.content.size;
    if (message.isMsgpack) {
        SocketIo::PacketDecoder decoder;
        const auto packet
            = decoder.decodeMsgpack(msgpackBytes(content, message.dataOffset), 0, !data.isCut);
        data.bytes = packet.data;
        data.isJson = !data.bytes.isEmpty();
    } else if (hasSocketIoData(message)) {
        data.bytes = content.mid(message.dataOffset);
        data.isJson = !data.bytes.isEmpty() && !message.isBinary;
    } else {
        data.bytes = content.mid(message.dataOffset);
        data.isJson = JsonOutline::looksLikeContainer(data.bytes)
            && (!message.isBinary || Utf8::isValid(Utf8::wholeSequences(data.bytes)));
    }
    return data;
}

QString closeCodeText(const QByteArray &payload)
{
    if (payload.size() < 2)
        return QCoreApplication::translate("MessageData", "no code (the app sees 1005)");
    const int code = qFromBigEndian<quint16>(payload.constData());
    for (const CloseCode &known : CloseCodes) {
        if (known.code == code) {
            return QStringLiteral("%1 %2").arg(
                QString::number(code), QCoreApplication::translate("MessageData", known.words));
        }
    }
    return QString::number(code);
}
