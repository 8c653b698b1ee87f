// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/heldwords.h"

#include "protocol/websocket/closecode.h"
#include "widgets/common/format.h"
#include "widgets/common/words.h"
#include "widgets/traffic/summary.h"

#include <QCoreApplication>

#include <algorithm>

using Capture::Kind;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype MaxName = 100; // characters
constexpr qsizetype MaxPreview = 300;
constexpr qsizetype MaxPreviewBytes = 2048;
constexpr qsizetype MaxHexBytes = 48;

QString words(const char *text)
{
    return QCoreApplication::translate("HeldWords", text);
}

/// As traffic tables want it, for the words that are the same.
Capture::MessageRecord recordOf(const Rules::LiveMessage &message)
{
    Capture::MessageRecord record;
    record.kind = message.kind;
    record.direction = message.direction;
    return record;
}

} // namespace

QString heldSession(const Acting::SessionPlace &place)
{
    Capture::SessionRecord session;
    session.id = place.connection;
    session.sid = place.sid;
    return sessionTitle(session);
}

QString heldKind(const Rules::LiveMessage &message)
{
    return kindLabel(recordOf(message));
}

Tint heldKindTint(const Rules::LiveMessage &message)
{
    return kindTint(recordOf(message));
}

QString heldSubject(const Rules::LiveMessage &message)
{
    if (message.kind == Kind::Ack && message.ackId >= 0)
        return QStringLiteral("→ %1").arg(message.ackId);
    if (message.kind != Kind::Close || !message.closeCode)
        return singleLine(message.event, MaxName);
    const QString code = QStringLiteral("%1 %2").arg(
        QString::number(*message.closeCode),
        QString::fromLatin1(WebSocket::closeCodeName(*message.closeCode)));
    const QByteArray reason = message.body.mid(2);
    return reason.isEmpty() ? code
                            : QStringLiteral("%1: %2").arg(code, singleLine(reason, MaxName));
}

QString heldPreview(const Rules::LiveMessage &message)
{
    if (message.kind == Kind::Close && message.closeCode)
        return {};
    const QByteArray head = message.body.left(MaxPreviewBytes);
    if (message.socketIo < 0 && message.isBinary && !message.body.isValidUtf8())
        return hexLine(head, MaxHexBytes);
    const bool isWhole = head.size() == message.body.size();
    return singleLine(
        withoutKeys(message.kind == Kind::Event ? eventArguments(head, isWhole) : head),
        MaxPreview);
}

QString waitWords(std::chrono::microseconds waited)
{
    const auto seconds
        = std::max<qint64>(std::chrono::floor<std::chrono::seconds>(waited).count(), 0);
    return seconds < 60 ? words("%1 s").arg(seconds)
                        : formatDuration(std::chrono::seconds(seconds));
}

QString heldMeaning(const Acting::HeldMessage &message, Capture::Time now)
{
    const bool isSent = message.message.direction == Capture::Direction::Sent;
    if (!message.stopsHeartbeats) {
        return (message.place.sid.isEmpty()
                    ? words("What %1 sends behind it waits too; heartbeats of this connection go "
                            "on.")
                    : words("What %1 sends behind it waits too; heartbeats of this session go on."))
            .arg(isSent ? words("the app") : words("the server"));
    }
    const QString waiting = isSent ? words("the server") : words("the app");
    const std::chrono::microseconds patience = message.patience.value_or(UsualPatience);
    const std::chrono::microseconds left = patience - (now - message.since);
    if (left <= 0s) {
        return (message.patience
                    ? words("Heartbeats of this session wait too: %1 has given up by now.")
                    : words("Heartbeats of this session wait too: %1 has given up by now if its "
                            "ping timeout is the usual one."))
            .arg(waiting);
    }
    return words(
               "Heartbeats of this session wait too; %1 gives up after its ping timeout: in about "
               "%2.")
        .arg(waiting, waitWords(left));
}
