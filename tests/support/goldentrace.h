// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

/// One recorded conversation of tests/data/golden, and what was said in it.
struct GoldenTrace
{
    struct Entry
    {
        int number = 0;
        int connection = 0;
        bool isSent = false; ///< client to server
        QString kind;
        QByteArray bytes; ///< as on the wire
        QJsonObject decoded;
    };

    /// A Socket.IO packet that was said, with its attachments in their places
    /// (`{"$binary":"<base64>"}`), as the export shows it.
    struct Packet
    {
        QString session; ///< its sid
        bool isSent = false;
        QString type; ///< "EVENT", …
        QString nsp;
        qint64 ackId = -1;
        QString event;
        QJsonValue data = QJsonValue::Undefined;
        bool isComplete = true; ///< all announced attachments were said
    };

    QString name;
    int eio = 0;
    bool isMsgpack = false;
    bool isRaw = false; ///< hand-made, with mistakes
    QList<Entry> entries;

    /// All packets, those of each session and direction in order. Empty for msgpack, of which the
    /// traces do not say more than the bytes.
    QList<Packet> packets() const;
    /// How many Engine.IO messages were said; with msgpack each is a Socket.IO packet.
    qsizetype messageCount() const;
    /// The entries as they can be said again. What was never finished stands at the end of a file,
    /// behind the FIN of its connection: it comes before that.
    QList<Entry> inOrder() const;

    static GoldenTrace load(const QString &path);
    /// The paths of all traces.
    static QStringList paths();
};

/// Compares the lines of an export with what was said, in order where there is one session. Returns
/// what differs, nothing if nothing does. Hand-made traces do not describe all of what is in them:
/// there may be more lines than they say.
QStringList differences(const GoldenTrace &trace, const QList<QJsonObject> &lines);
