// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packetdecoder.h"
#include "protocol/socketio/packetencoder.h"
#include "tests/support/json.h"
#include "tests/support/vectors.h"

#include <QTest>

using namespace SocketIo;

class TestPacketEncoder : public QObject
{
    Q_OBJECT

private slots:
    void textVectors_data();
    void textVectors();
    void msgpackVectors_data();
    void msgpackVectors();
    void msgpackFromText();
    void badJson();
};

void TestPacketEncoder::textVectors_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QJsonValue>("input");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("attachments");
    for (const int protocol : {5, 4}) {
        const auto group = QStringLiteral("sio%1").arg(protocol).toLatin1();
        for (const auto &vector : Vectors::group(QLatin1String(group)))
            QTest::newRow(vector.id.constData())
                << protocol << vector.input << Vectors::bytes(vector.encoded.first())
                << vector.encoded.size() - 1;
    }
}

/// What socket.io-parser 4.2.7 and 3.4.5 write is read as they meant it, and written the same.
void TestPacketEncoder::textVectors()
{
    QFETCH(int, protocol);
    QFETCH(QJsonValue, input);
    QFETCH(QByteArray, text);
    QFETCH(qsizetype, attachments);
    const Packet packet = PacketDecoder().decodeText(text, protocol);
    QVERIFY(packet.problems.isEmpty());
    const int type = input[u"type"].toInt();
    const bool madeBinary = attachments > 0 && type < 5;
    QCOMPARE(static_cast<int>(packet.type), madeBinary ? type + 3 : type);
    QCOMPARE(packet.nsp, input[u"nsp"].toString().toUtf8());
    QCOMPARE(packet.attachmentCount, attachments);
    QCOMPARE(packet.ackId.has_value(), !input[u"id"].isUndefined());
    if (packet.ackId)
        QCOMPARE(static_cast<qint64>(*packet.ackId), input[u"id"].toInteger());
    QCOMPARE(packet.isEvent() ? packet.event : QByteArray(),
             packet.isEvent() ? input[u"data"][0].toString().toUtf8() : QByteArray());
    QCOMPARE(encodeText(packet), text);
}

void TestPacketEncoder::msgpackVectors_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QJsonValue>("input");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isText");
    for (const int protocol : {5, 4}) {
        const auto group = QStringLiteral("msgpack%1").arg(protocol).toLatin1();
        for (const auto &vector : Vectors::group(QLatin1String(group))) {
            const QJsonValue encoded = vector.encoded.first();
            QTest::newRow(vector.id.constData())
                << protocol << vector.input << Vectors::bytes(encoded)
                << encoded[u"text"].isString();
        }
    }
}

/// socket.io-msgpack-parser 3.0.2 and 2.2.1.
void TestPacketEncoder::msgpackVectors()
{
    QFETCH(int, protocol);
    QFETCH(QJsonValue, input);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isText);
    PacketDecoder decoder;
    const Packet packet
        = isText ? decoder.decodeText(bytes, protocol) : decoder.decodeMsgpack(bytes, protocol);
    QVERIFY(packet.problems.isEmpty());
    QCOMPARE(static_cast<int>(packet.type), input[u"type"].toInt());
    QJsonValue data = inOurNotation(input[u"data"]);
    if (bytes.contains("\xd7"))
        data = QJsonArray {
            QStringLiteral("d"),
            QJsonObject {{QStringLiteral("$date"), QStringLiteral("2020-09-13T12:26:40.123Z")}}};
    QCOMPARE(jsonValue(packet.data), data);
    if (isText && !bytes.endsWith(R"("data":"no"})")) // a server writes the namespace last
        QCOMPARE(encodeObject(packet), bytes);
    else if (!isText)
        QCOMPARE(encodeMsgpack(packet).value_or("nothing").toHex(), bytes.toHex());
}

void TestPacketEncoder::msgpackFromText()
{
    Packet packet
        = PacketDecoder().decodeText(R"(51-/back,7["x",{"_placeholder":true,"num":0}])", 5);
    const auto bytes = encodeMsgpack(packet, {"\x01"});
    QVERIFY(bytes);
    const Packet read = PacketDecoder().decodeMsgpack(*bytes, 5);
    QCOMPARE(read.type, PacketType::Event);
    QCOMPARE(read.nsp, "/back");
    QCOMPARE(read.ackId, 7U);
    QCOMPARE(read.data, R"(["x",{"$binary":"AQ=="}])");
    QVERIFY(read.problems.isEmpty());
}

void TestPacketEncoder::badJson()
{
    Packet packet;
    packet.type = PacketType::Event;
    packet.data = "[1";
    QVERIFY(!encodeMsgpack(packet));
    QCOMPARE(encodeText(packet), "2[1");
}

QTEST_APPLESS_MAIN(TestPacketEncoder)
#include "tst_packetencoder.moc"
