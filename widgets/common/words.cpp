// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/words.h"

#include "widgets/common/format.h"

#include <QCoreApplication>

using Capture::Kind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Words", text);
}

constexpr qsizetype KeyCharacters = 4;
constexpr qsizetype VerbCharacters = 32;

} // namespace

QString kindLabel(const Capture::MessageRecord &message)
{
    if (!message.verb.isEmpty())
        return singleLine(message.verb, VerbCharacters);
    switch (message.kind) {
    case Kind::Connect:
        return tr("CONNECT");
    case Kind::Disconnect:
        return tr("DISCONNECT");
    case Kind::Event:
        return tr("EVENT");
    case Kind::Ack:
        return tr("ACK");
    case Kind::ConnectError:
        return tr("ERROR");
    case Kind::EioOpen:
        return tr("OPEN");
    case Kind::EioClose:
    case Kind::Close:
        return tr("CLOSE");
    case Kind::EioPing:
    case Kind::Ping:
        return tr("PING");
    case Kind::EioPong:
    case Kind::Pong:
        return tr("PONG");
    case Kind::EioMessage:
        return tr("MESSAGE");
    case Kind::EioUpgrade:
        return tr("UPGRADE");
    case Kind::EioNoop:
        return tr("NOOP");
    case Kind::Text:
        return tr("TEXT");
    case Kind::Binary:
        return tr("BINARY");
    case Kind::Handshake:
        return tr("HANDSHAKE");
    case Kind::Http:
        return tr("HTTP");
    case Kind::Raw:
        return tr("RAW");
    }
    return {};
}

Tint kindTint(const Capture::MessageRecord &message)
{
    if (message.dialect != Dialects::Dialect::None) {
        return message.aside == Capture::Aside::Heartbeat ? Tint::Dim
            : message.isAnswer()                          ? Tint::Sent
            : message.asksAnswer()                        ? Tint::Accent
                                                          : Tint::Text;
    }
    switch (message.kind) {
    case Kind::Event:
        return Tint::Accent;
    case Kind::Ack:
        return Tint::Sent;
    case Kind::Connect:
    case Kind::Handshake:
        return Tint::Notice;
    case Kind::ConnectError:
    case Kind::Raw:
        return Tint::Error;
    case Kind::Disconnect:
    case Kind::EioClose:
    case Kind::Close:
        return Tint::Warning;
    case Kind::Text:
    case Kind::Binary:
    case Kind::EioMessage:
        return Tint::Text;
    default:
        return Tint::Dim;
    }
}

QString dialectTitle(Dialects::Dialect dialect)
{
    using Dialects::Dialect;
    switch (dialect) {
    case Dialect::None:
        break;
    case Dialect::Stomp:
        return QStringLiteral("STOMP");
    case Dialect::Phoenix:
        return QStringLiteral("Phoenix");
    case Dialect::GraphQl:
        return QStringLiteral("GraphQL");
    case Dialect::SignalR:
        return QStringLiteral("SignalR");
    case Dialect::Pusher:
        return QStringLiteral("Pusher");
    case Dialect::ActionCable:
        return QStringLiteral("Action Cable");
    case Dialect::Mqtt:
        return QStringLiteral("MQTT");
    case Dialect::Wamp:
        return QStringLiteral("WAMP");
    case Dialect::SockJs:
        return QStringLiteral("SockJS");
    case Dialect::JsonRpc:
        return QStringLiteral("JSON-RPC");
    }
    return {};
}

QColor kindColor(const Capture::MessageRecord &message, const Theme &theme)
{
    return theme.color(kindTint(message));
}

QString sessionTitle(const Capture::SessionRecord &session)
{
    if (!session.sid.isEmpty())
        return QString::fromUtf8(session.sid.left(KeyCharacters));
    if (!session.path.isEmpty()) {
        // A query often carries keys, and says little.
        const qsizetype query = session.path.indexOf('?');
        return QString::fromUtf8(query < 0 ? session.path : session.path.left(query));
    }
    return QStringLiteral("#%1").arg(session.id);
}

QString sessionProtocol(const Capture::SessionRecord &session)
{
    using Type = Capture::SessionRecord::Type;
    switch (session.type) {
    case Type::WebSocket:
        return tr("WS");
    case Type::EngineIo:
        return tr("EIO %1").arg(session.engineIo);
    case Type::SocketIo:
        // The version of the library that people know: 2 speaks revision 3, 3 and 4 speak 4.
        return tr("SIO %1").arg(session.engineIo == 3 ? 2 : 4);
    case Type::Raw:
        return tr("RAW");
    }
    return {};
}

QString sessionTransports(const Capture::SessionRecord &session)
{
    using Stage = Capture::TransportStep::Stage;
    QStringList names;
    for (const Capture::TransportStep &step : session.transports) {
        QString name;
        if (step.stage == Stage::Polling)
            name = tr("polling");
        else if (step.stage == Stage::WebSocket)
            name = tr("websocket");
        else if (step.stage == Stage::Probing && &step == &session.transports.constLast())
            name = tr("probing");
        if (!name.isEmpty() && (names.isEmpty() || names.constLast() != name))
            names << name;
    }
    return names.join(QStringLiteral(" → "));
}

QString directionWord(Capture::Direction direction)
{
    return direction == Capture::Direction::Sent ? tr("sent") : tr("received");
}

QString opCodeWord(quint8 firstByte)
{
    const int opCode = firstByte & 0x0f;
    switch (opCode) {
    case 0:
        return tr("continuation");
    case 1:
        return tr("text");
    case 2:
        return tr("binary");
    case 8:
        return tr("close");
    case 9:
        return tr("ping");
    case 10:
        return tr("pong");
    default:
        return tr("reserved %1").arg(opCode);
    }
}

QString gapCauseWords(Capture::GapRecord::Cause cause)
{
    using Cause = Capture::GapRecord::Cause;
    switch (cause) {
    case Cause::SlowDisk:
        return tr("the disk was too slow");
    case Cause::DiskFull:
        return tr("the disk was full");
    case Cause::WriteError:
        return tr("the file could not be written");
    case Cause::AdminAway:
        return tr("the admin connection was away");
    case Cause::Paused:
        return tr("recording was paused");
    case Cause::Missing:
        return tr("the imported file does not have it");
    }
    return {};
}
