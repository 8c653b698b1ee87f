// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/goldentrace.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace {

QByteArray bytesOf(const QJsonValue &base64)
{
    return QByteArray::fromBase64(base64.toString().toLatin1());
}

/// Placeholders become the attachments they stand for; keys that begin with $ get a second one.
QJsonValue restored(const QJsonValue &value, const QList<QByteArray> &attachments)
{
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &element : value.toArray())
            array.append(restored(element, attachments));
        return array;
    }
    if (!value.isObject())
        return value;
    const QJsonObject object = value.toObject();
    const int number = object.value(QLatin1String("num")).toInt(-1);
    if (object.value(QLatin1String("_placeholder")).toBool() && number >= 0
        && number < attachments.size())
        return QJsonObject {
            {QStringLiteral("$binary"), QString::fromLatin1(attachments.at(number).toBase64())}};
    QJsonObject copy;
    for (auto it = object.begin(); it != object.end(); ++it)
        copy.insert(it.key().startsWith(u'$') ? u'$' + it.key() : it.key(),
                    restored(it.value(), attachments));
    return copy;
}

/// Puts the packets of one direction together as they come.
class Joiner
{
public:
    Joiner(QList<GoldenTrace::Packet> &packets, bool isSent)
        : m_packets(packets)
        , m_isSent(isSent)
    {
    }

    void take(const QJsonObject &engineIo)
    {
        if (engineIo.value(QLatin1String("eio")) != QLatin1String("message"))
            return;
        if (engineIo.contains(QLatin1String("binary_hex"))) {
            if (m_awaited > 0) {
                m_attachments.append(QByteArray::fromHex(
                    engineIo.value(QLatin1String("binary_hex")).toString().toLatin1()));
                if (--m_awaited == 0)
                    flush(true);
            }
            return;
        }
        const QJsonObject socketIo = engineIo.value(QLatin1String("sio")).toObject();
        if (socketIo.isEmpty() || !socketIo.contains(QLatin1String("type")))
            return;
        flush(false);
        m_packet = {};
        m_packet.isSent = m_isSent;
        m_packet.type = socketIo.value(QLatin1String("name")).toString();
        m_packet.nsp = socketIo.value(QLatin1String("nsp")).toString();
        m_packet.ackId = socketIo.value(QLatin1String("id")).toInteger(-1);
        m_packet.data = socketIo.value(QLatin1String("data"));
        m_awaited = socketIo.value(QLatin1String("attachments")).toInt();
        m_isPending = true;
        if (m_awaited == 0)
            flush(true);
    }

    void flush(bool isComplete)
    {
        if (!std::exchange(m_isPending, false))
            return;
        m_packet.isComplete = isComplete;
        if (m_packet.type.endsWith(QLatin1String("EVENT"))) {
            const QJsonValue event = m_packet.data.toArray().first();
            m_packet.event
                = event.isDouble() ? QString::number(event.toInteger()) : event.toString();
        }
        m_packet.data = restored(m_packet.data, m_attachments);
        m_packets.append(m_packet);
        m_attachments.clear();
        m_awaited = 0;
    }

private:
    QList<GoldenTrace::Packet> &m_packets;
    GoldenTrace::Packet m_packet;
    QList<QByteArray> m_attachments;
    int m_awaited = 0;
    bool m_isSent;
    bool m_isPending = false;
};

QString describe(const GoldenTrace::Packet &packet)
{
    return QStringLiteral("%1 %2 %3 id %4 \"%5\" %6")
        .arg(packet.isSent ? QStringLiteral("sent") : QStringLiteral("received"), packet.type,
             packet.nsp)
        .arg(packet.ackId)
        .arg(packet.event,
             QString::fromUtf8(
                 QJsonDocument(QJsonArray {packet.data}).toJson(QJsonDocument::Compact)));
}

GoldenTrace::Packet packetOf(const QJsonObject &line)
{
    GoldenTrace::Packet packet;
    packet.isSent = line.value(QLatin1String("direction")) == QLatin1String("sent");
    packet.type = line.value(QLatin1String("socketio")).toString();
    packet.nsp = line.value(QLatin1String("namespace")).toString();
    packet.ackId = line.value(QLatin1String("ackId")).toInteger(-1);
    packet.event = line.value(QLatin1String("event")).toString();
    packet.data = line.value(QLatin1String("data"));
    return packet;
}

} // namespace

QList<GoldenTrace::Packet> GoldenTrace::packets() const
{
    QList<Packet> packets;
    if (isMsgpack)
        return packets;
    // A session is one sid; the traces of several sessions name no sid per entry, so that
    // attachments are joined per direction, which is how they were said.
    Joiner sent(packets, true);
    Joiner received(packets, false);
    for (const Entry &entry : entries) {
        Joiner &joiner = entry.isSent ? sent : received;
        if (entry.decoded.contains(QLatin1String("packet")))
            joiner.take(entry.decoded.value(QLatin1String("packet")).toObject());
        for (const QJsonValue &packet : entry.decoded.value(QLatin1String("packets")).toArray())
            joiner.take(packet.toObject());
    }
    sent.flush(false);
    received.flush(false);
    return packets;
}

GoldenTrace GoldenTrace::load(const QString &path)
{
    GoldenTrace trace;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return trace;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    trace.name = object.value(QLatin1String("trace")).toString();
    trace.eio = object.value(QLatin1String("eio")).toInt();
    trace.isMsgpack = object.value(QLatin1String("parser")) == QLatin1String("msgpack");
    trace.isRaw = trace.name.contains(QLatin1String("-raw-"));
    for (const QJsonValue &value : object.value(QLatin1String("entries")).toArray()) {
        const QJsonObject entry = value.toObject();
        trace.entries.append(
            {.connection = entry.value(QLatin1String("conn")).toInt(),
             .isSent = entry.value(QLatin1String("direction")) == QLatin1String("c2s"),
             .kind = entry.value(QLatin1String("kind")).toString(),
             .bytes = bytesOf(entry.value(QLatin1String("bytes_base64"))),
             .decoded = entry.value(QLatin1String("decoded")).toObject()});
    }
    return trace;
}

QStringList GoldenTrace::paths()
{
    QStringList paths;
    const QDir folder(QStringLiteral(SOCKSCOPE_TEST_DATA "/golden"));
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        if (name != QLatin1String("vectors.json") && !name.endsWith(QLatin1String("samples.json")))
            paths.append(folder.filePath(name));
    }
    return paths;
}

QStringList differences(const GoldenTrace &trace, const QList<QJsonObject> &lines)
{
    QStringList found;
    for (const bool isSent : {true, false}) {
        QList<GoldenTrace::Packet> expected;
        for (const GoldenTrace::Packet &packet : trace.packets()) {
            if (packet.isSent == isSent)
                expected.append(packet);
        }
        QList<GoldenTrace::Packet> actual;
        for (const QJsonObject &line : lines) {
            if (!line.contains(QLatin1String("socketio")))
                continue;
            const GoldenTrace::Packet packet = packetOf(line);
            if (packet.isSent == isSent)
                actual.append(packet);
        }
        for (qsizetype i = 0; i < std::max(expected.size(), actual.size()); ++i) {
            const QString want = i < expected.size() ? describe(expected.at(i)) : QString();
            const QString have = i < actual.size() ? describe(actual.at(i)) : QString();
            if (want != have)
                found.append(QStringLiteral("said:     %1\nexported: %2").arg(want, have));
        }
    }
    return found;
}
