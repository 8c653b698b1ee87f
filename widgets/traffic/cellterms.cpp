// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/cellterms.h"

#include "protocol/capture/names.h"
#include "protocol/query/writing.h"

#include <QDateTime>

using namespace Capture;

QByteArray termForCell(const MessageRow &row, MessageModel::Column column)
{
    const MessageRecord &message = row.record;
    switch (column) {
    case MessageModel::Time: {
        const qint64 ms = message.time.time_since_epoch().count() / 1000;
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms);
        return "time:" + time.toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss")).toLatin1();
    }
    case MessageModel::Session:
        return message.session == 0 ? QByteArray()
                                    : "session:" + QByteArray::number(message.session);
    case MessageModel::Direction:
        return "dir:" + directionName(message.direction).toByteArray();
    case MessageModel::Kind:
        return "kind:" + kindName(message.kind).toByteArray();
    case MessageModel::Namespace:
        return "nsp:" + Query::quoted(message.nsp);
    case MessageModel::Event:
        return "event:" + Query::quoted(message.event);
    case MessageModel::Ack: {
        const qint64 us = row.answer != 0 ? row.answerLatencyUs : message.ackLatencyUs;
        return us < 0 ? QByteArray() : "ack>=" + QByteArray::number(us) + "us";
    }
    case MessageModel::Payload:
        return "size>=" + QByteArray::number(message.payloadBytes);
    case MessageModel::Wire:
        return "wire>=" + QByteArray::number(message.wireBytes());
    case MessageModel::Number:
    case MessageModel::Delta:
    case MessageModel::Data:
        break;
    }
    return {};
}
