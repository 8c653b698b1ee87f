// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payloaddecoder.h"
#include "protocol/engineio/requestquery.h"
#include "protocol/socketio/packetassembler.h"
#include "protocol/socketio/packetencoder.h"
#include "tests/support/json.h"

#include <QDir>
#include <QTest>

using namespace SocketIo;

namespace {

using Pairs = QList<std::pair<QByteArray, QByteArray>>;

Pairs pairsIn(const QJsonObject &query)
{
    Pairs pairs;
    for (auto it = query.begin(); it != query.end(); ++it)
        pairs.append({it.key().toUtf8(), it->toString().toUtf8()});
    return pairs;
}

QByteArray payloadOf(const QJsonObject &entry)
{
    return QByteArray::fromBase64(entry[u"payload_base64"].toString().toLatin1());
}

/// What a trace says about a Socket.IO packet.
void compareSocketIo(const Packet &packet, const QJsonObject &sio, int protocol)
{
    if (sio.contains(u"error")) { // "not a socket.io packet"
        QVERIFY(!packet.problems.isEmpty());
        return;
    }
    const QJsonObject json = sio[u"json"].toObject();
    const QJsonObject expected = json.isEmpty() ? sio : json;
    QCOMPARE(packet.encoding, json.isEmpty() ? Encoding::Text : Encoding::JsonObject);
    QCOMPARE(static_cast<int>(packet.type), expected[u"type"].toInt());
    if (json.isEmpty())
        QCOMPARE(packetTypeName(packet.type, protocol).toByteArray(),
                 expected[u"name"].toString().toLatin1());
    const QByteArray name = packet.query.isEmpty() ? packet.nsp : packet.nsp + '?' + packet.query;
    QCOMPARE(name, expected[u"nsp"].toString().toUtf8());
    if (expected.contains(u"rawData"))
        return; // no JSON
    QCOMPARE(packet.attachmentCount, expected[u"attachments"].toInteger());
    QCOMPARE(packet.ackId ? static_cast<qint64>(*packet.ackId) : -1, expected[u"id"].toInteger(-1));
    QCOMPARE(jsonValue(packet.data), expected[u"data"]);
    if (packet.isEvent() && expected[u"data"][0].isString())
        QCOMPARE(packet.event, expected[u"data"][0].toString().toUtf8());
}

/// The same of one with the MessagePack parser, which is also written again.
void compareMsgpack(const EngineIo::Packet &carrier, const QJsonObject &expected, int protocol)
{
    const QByteArray bytes = carrier.data().toByteArray();
    const Packet packet = PacketDecoder().decodeMsgpack(bytes, protocol);
    QVERIFY2(packet.problems.isEmpty(), packet.problems.toCodes().constData());
    QCOMPARE(static_cast<int>(packet.type), expected[u"type"].toInt());
    QCOMPARE(packet.nsp, expected[u"nsp"].toString().toUtf8());
    QCOMPARE(packet.ackId ? static_cast<qint64>(*packet.ackId) : -1, expected[u"id"].toInteger(-1));
    const auto data = jsonValue(packet.data);
    if (!packet.data.contains(R"("$date")") && !packet.data.contains(R"("$binary":"","$type")"))
        QCOMPARE(data, inOurNotation(expected[u"data"]));
    QCOMPARE(encodeMsgpack(packet).value_or("nothing").toHex(), bytes.toHex());
}

} // namespace

/// What real clients and servers said, as an independent decoder understood it.
class TestGolden : public QObject
{
    Q_OBJECT

    void comparePacket(const EngineIo::Packet &packet, const QJsonObject &expected);
    void replayBody(const QJsonObject &entry);

    int m_protocol = 5;
    EngineIo::Revision m_revision = EngineIo::Revision::V4;
    QHash<QString, EngineIo::RequestQuery> m_queries; // the last of each TCP connection
    int m_compared = 0;
    bool m_sound = false; // nobody did anything wrong in this trace

private slots:
    void replay_data();
    void replay();
};

void TestGolden::replay_data()
{
    QTest::addColumn<QString>("path");
    const QDir dir(QStringLiteral(SOCKSCOPE_TEST_DATA "/golden"));
    for (const QString &name : dir.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        if (!name.startsWith(u"vectors") && !name.startsWith(u"ws-"))
            QTest::newRow(qPrintable(name)) << dir.filePath(name);
    }
}

void TestGolden::replay()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject trace = QJsonDocument::fromJson(file.readAll()).object();
    m_queries.clear();
    m_compared = 0;
    m_sound = !path.contains(u"-raw-");
    for (const auto &value : trace[u"entries"].toArray()) {
        const QJsonObject entry = value.toObject();
        const QJsonObject decoded = entry[u"decoded"].toObject();
        const QString conn = QString::number(entry[u"conn"].toInt());
        if (decoded.contains(u"query")) {
            const auto query
                = EngineIo::RequestQuery::fromPairs(pairsIn(decoded[u"query"].toObject()));
            m_queries[conn] = query;
            m_revision = query.revisionOr(EngineIo::Revision::V3);
            m_protocol = m_revision == EngineIo::Revision::V3 ? 4 : 5;
        }
        if (m_queries.contains(conn)) {
            m_revision = m_queries[conn].revisionOr(EngineIo::Revision::V3);
            m_protocol = m_revision == EngineIo::Revision::V3 ? 4 : 5;
        }
        if (decoded.contains(u"packets") || decoded.contains(u"jsonp")) {
            replayBody(entry);
        } else if (decoded.contains(u"packet")) {
            const bool binary = entry[u"kind"].toString() == u"ws-binary";
            comparePacket(EngineIo::decodePacket(m_revision, payloadOf(entry), binary),
                          decoded[u"packet"].toObject());
        }
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("entry %1").arg(entry[u"seq"].toInt())));
    }
    const QString name = trace[u"trace"].toString();
    QVERIFY(m_compared > 0 || name.contains(u"samples") || name.contains(u"-cors")
            || name.contains(u"forbidden") || name.contains(u"connect-timeout"));
}

void TestGolden::replayBody(const QJsonObject &entry)
{
    const QJsonObject decoded = entry[u"decoded"].toObject();
    const QString conn = QString::number(entry[u"conn"].toInt());
    const QByteArray contentType = decoded[u"headers"][u"content-type"].toString().toLatin1();
    const bool isRequest = entry[u"kind"].toString() == u"http-request";
    const EngineIo::RequestQuery query = m_queries.value(conn);
    const QByteArray body = payloadOf(entry);
    EngineIo::PayloadDecoder decoder(
        m_revision, isRequest ? query.requestForm(contentType) : query.responseForm(contentType));
    decoder.feed(body);
    decoder.finish();
    qint64 shares = 0;
    const QJsonArray expected = decoded[u"packets"].toArray();
    qsizetype index = 0;
    while (const auto packet = decoder.next()) {
        shares += packet->wireBytes;
        const QJsonObject one = expected[index++].toObject();
        if (one.contains(u"eio"))
            comparePacket(*packet, one);
        else { // JSONP, which the traces leave as it is
            ++m_compared;
            QVERIFY(packet->problems.isEmpty());
        }
    }
    QCOMPARE(shares, body.size());
    if (!decoded.contains(u"jsonp"))
        QCOMPARE(index, expected.size());
}

void TestGolden::comparePacket(const EngineIo::Packet &packet, const QJsonObject &expected)
{
    ++m_compared;
    const QByteArray type = expected[u"eio"].toString().toLatin1();
    if (type == "invalid") {
        QCOMPARE(packet.type, EngineIo::PacketType::Unknown);
        QVERIFY(!packet.problems.isEmpty());
        return;
    }
    if (m_sound)
        QCOMPARE(packet.problems.toCodes(), QByteArray());
    QCOMPARE(packetTypeName(packet.type).toByteArray(), type);
    if (expected.contains(u"binary_hex")) {
        QVERIFY(packet.binary);
        QCOMPARE(packet.data().toByteArray().toHex(),
                 expected[u"binary_hex"].toString().toLatin1());
        QCOMPARE(packet.base64, expected[u"encoding"].toString() == u"base64");
    } else {
        QCOMPARE(packet.raw, expected[u"text"].toString().toUtf8());
    }
    if (expected.contains(u"sio")) {
        const Packet inner = PacketDecoder().decodeText(packet.data(), m_protocol);
        if (m_sound)
            QCOMPARE(inner.problems.toCodes(), QByteArray());
        compareSocketIo(inner, expected[u"sio"].toObject(), m_protocol);
    }
    if (expected.contains(u"sio_msgpack"))
        compareMsgpack(packet, expected[u"sio_msgpack"].toObject(), m_protocol);
}

QTEST_APPLESS_MAIN(TestGolden)
#include "tst_golden.moc"
