// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/goldentrace.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <map>
#include <utility>

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
    Joiner(QList<GoldenTrace::Packet> &packets, bool isSent, QString session)
        : m_packets(packets)
        , m_session(std::move(session))
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
        if (socketIo.contains(QLatin1String("rawData")))
            return; // broken, and the trace does not say what is in it
        m_packet = {};
        m_packet.session = m_session;
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
    QString m_session;
    QList<QByteArray> m_attachments;
    int m_awaited = 0;
    bool m_isSent;
    bool m_isPending = false;
};

QString sidIn(const QJsonValue &value)
{
    return value.toObject().value(QLatin1String("sid")).toString();
}

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

/// Both lists side by side where they differ.
QStringList pairs(const QStringList &expected, const QStringList &actual)
{
    QStringList found;
    for (qsizetype i = 0; i < std::max(expected.size(), actual.size()); ++i) {
        const QString said = i < expected.size() ? expected.at(i) : QString();
        const QString exported = i < actual.size() ? actual.at(i) : QString();
        if (said != exported)
            found.append(QStringLiteral("said:     %1\nexported: %2").arg(said, exported));
    }
    return found;
}

/// What was said and is not exported.
QStringList rest(const QStringList &expected, QStringList actual)
{
    QStringList found;
    for (const QString &said : expected) {
        if (!actual.removeOne(said))
            found.append(QStringLiteral("said and not exported: ") + said);
    }
    return found;
}

} // namespace

QList<GoldenTrace::Packet> GoldenTrace::packets() const
{
    QList<Packet> packets;
    if (isMsgpack)
        return packets;
    // Attachments are awaited per session and direction.
    std::map<std::pair<QString, bool>, Joiner> joiners;
    QHash<int, QString> sessions; // of each connection
    for (const Entry &entry : entries) {
        QList<QJsonObject> said;
        if (entry.decoded.contains(QLatin1String("packet")))
            said.append(entry.decoded.value(QLatin1String("packet")).toObject());
        for (const QJsonValue &packet : entry.decoded.value(QLatin1String("packets")).toArray())
            said.append(packet.toObject());
        QString sid = sidIn(entry.decoded.value(QLatin1String("query")));
        if (sid.isEmpty() && !said.isEmpty())
            sid = sidIn(said.first().value(QLatin1String("data")));
        if (!sid.isEmpty() || !sessions.contains(entry.connection))
            sessions.insert(entry.connection, sid);
        sid = sessions.value(entry.connection);
        auto joiner = joiners.find({sid, entry.isSent});
        if (joiner == joiners.end())
            joiner
                = joiners.emplace(std::pair(sid, entry.isSent), Joiner(packets, entry.isSent, sid))
                      .first;
        for (const QJsonObject &packet : std::as_const(said))
            joiner->second.take(packet);
    }
    for (auto &[key, joiner] : joiners)
        joiner.flush(false);
    return packets;
}

qsizetype GoldenTrace::messageCount() const
{
    qsizetype count = 0;
    const auto add = [&count](const QJsonValue &packet) {
        count += packet.toObject().value(QLatin1String("eio")) == QLatin1String("message") ? 1 : 0;
    };
    for (const Entry &entry : entries) {
        add(entry.decoded.value(QLatin1String("packet")));
        for (const QJsonValue &packet : entry.decoded.value(QLatin1String("packets")).toArray())
            add(packet);
    }
    return count;
}

QList<GoldenTrace::Entry> GoldenTrace::inOrder() const
{
    QList<Entry> ordered;
    for (const Entry &entry : entries) {
        auto place = ordered.end();
        if (entry.kind == QLatin1String("incomplete")) {
            place = std::find_if(ordered.begin(), ordered.end(), [&entry](const Entry &other) {
                return other.connection == entry.connection
                    && other.kind == QLatin1String("tcp-fin");
            });
        }
        ordered.insert(place, entry);
    }
    return ordered;
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
            {.number = entry.value(QLatin1String("seq")).toInt(),
             .connection = entry.value(QLatin1String("conn")).toInt(),
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
    const QList<GoldenTrace::Packet> said = trace.packets();
    QSet<QString> sessions;
    for (const GoldenTrace::Packet &packet : said)
        sessions.insert(packet.session);
    QStringList found;
    for (const bool isSent : {true, false}) {
        QStringList expected;
        for (const GoldenTrace::Packet &packet : said) {
            if (packet.isSent == isSent)
                expected.append(describe(packet));
        }
        QStringList actual;
        for (const QJsonObject &line : lines) {
            const GoldenTrace::Packet packet = packetOf(line);
            if (line.contains(QLatin1String("socketio")) && packet.isSent == isSent)
                actual.append(describe(packet));
        }
        if (sessions.size() > 1 || trace.isRaw) {
            expected.sort();
            actual.sort();
        }
        if (trace.isRaw)
            found += rest(expected, actual);
        else
            found += pairs(expected, actual);
    }
    return found;
}
