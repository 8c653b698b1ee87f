// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QStringList>

// What one run's packets were, as each side tells it.

/// The value without what JavaScript calls undefined: MessagePack carries it, JSON leaves it out,
/// and the peers log JSON.
inline QJsonValue defined(const QJsonValue &value)
{
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    if (object.contains(QLatin1String("$undefined")))
        return QJsonValue::Undefined;
    for (const QString &key : object.keys()) {
        if (defined(object.value(key)).isUndefined())
            object.remove(key);
    }
    return object;
}

/// One packet as all sides describe it, to be compared as text: the wire's way of carrying binary
/// data, and the old name of an error, make no difference.
inline QString describe(QString direction, QString type, const QString &nsp, const QJsonValue &data)
{
    type.remove(QLatin1String("BINARY_"));
    if (type == QLatin1String("ERROR"))
        type = QStringLiteral("CONNECT_ERROR");
    QByteArray json;
    if (!data.isUndefined())
        json = QJsonDocument(QJsonArray {data}).toJson(QJsonDocument::Compact);
    return QStringList {std::move(direction), type, nsp, QString::fromUtf8(json)}.join(u' ');
}

/// What the peers log of one run. \a sent is the word of that side for what the client sends.
inline QStringList logged(const QList<QJsonObject> &log, const QString &run, QLatin1String sent)
{
    QStringList packets;
    for (const QJsonObject &line : log) {
        if (line.value(QLatin1String("run")) != run)
            continue;
        const bool isSent = line.value(QLatin1String("way")) == sent;
        packets.append(describe(isSent ? QStringLiteral("sent") : QStringLiteral("received"),
                                line.value(QLatin1String("type")).toString(),
                                line.value(QLatin1String("namespace")).toString(),
                                line.value(QLatin1String("data"))));
    }
    packets.sort();
    return packets;
}

/// What the capture holds.
inline QStringList captured(const QList<QJsonObject> &lines)
{
    QStringList packets;
    for (const QJsonObject &line : lines) {
        if (line.contains(QLatin1String("socketio")))
            packets.append(describe(line.value(QLatin1String("direction")).toString(),
                                    line.value(QLatin1String("socketio")).toString(),
                                    line.value(QLatin1String("namespace")).toString(),
                                    defined(line.value(QLatin1String("data")))));
    }
    packets.sort();
    return packets;
}

/// What is in one list and not in the other, to read.
inline QString difference(QStringList said, QStringList held)
{
    for (qsizetype i = said.size(); i-- > 0;) {
        if (held.removeOne(said.at(i)))
            said.removeAt(i);
    }
    QString text;
    for (const QString &packet : said)
        text += QStringLiteral("missing: %1\n").arg(packet.left(300));
    for (const QString &packet : held)
        text += QStringLiteral("too much: %1\n").arg(packet.left(300));
    return text;
}
