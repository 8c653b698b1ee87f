// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/packet.h"
#include "tests/support/vectors.h"

#include <QTest>

using namespace EngineIo;

class TestPacket : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void describes_data();
    void describes();
    void takesData();
    void names();
};

/// engine.io-parser 5.2.3 and 2.2.1, packet by packet.
void TestPacket::vectors_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<BinaryForm>("form");
    QTest::addColumn<QJsonValue>("input");
    QTest::addColumn<QJsonValue>("encoded");
    const auto add = [](const char *group, Revision revision, BinaryForm form) {
        for (const auto &vector : Vectors::group(QLatin1String(group)))
            QTest::newRow(vector.id.constData())
                << revision << form << vector.input << QJsonValue(vector.encoded.first());
    };
    add("eio4-packet-ws", Revision::V4, BinaryForm::Bytes);
    add("eio4-packet-polling", Revision::V4, BinaryForm::Base64);
    add("eio3-packet-ws", Revision::V3, BinaryForm::Bytes);
    add("eio3-packet-ws-b64", Revision::V3, BinaryForm::Base64);
}

void TestPacket::vectors()
{
    QFETCH(Revision, revision);
    QFETCH(BinaryForm, form);
    QFETCH(QJsonValue, input);
    QFETCH(QJsonValue, encoded);
    const QByteArray bytes = Vectors::bytes(encoded);
    const QByteArray data = Vectors::data(input[u"data"]);
    const bool binary = Vectors::isBinary(input[u"data"]);
    const bool inText = encoded[u"text"].isString();

    const Packet packet = decodePacket(revision, bytes, !inText);
    QCOMPARE(packetTypeName(packet.type).toByteArray(), input[u"type"].toString().toLatin1());
    QCOMPARE(packet.data().toByteArray(), data);
    QCOMPARE(packet.binary, binary);
    QCOMPARE(packet.base64, binary && inText);
    QCOMPARE(packet.raw, bytes);
    QCOMPARE(packet.wireBytes, bytes.size());
    const bool bareOpen = packet.type == PacketType::Open && data.isEmpty();
    QCOMPARE(packet.problems, bareOpen ? Problems(Problem::EioBadHandshake) : Problems());

    QCOMPARE(encodePacket(revision, packet.type, data, binary, form), bytes);
}

void TestPacket::describes_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("binary");
    QTest::addColumn<PacketType>("type");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("problems");

    const auto row = [](const char *name, Revision revision, const QByteArray &message, bool binary,
                        PacketType type, const QByteArray &data, const char *problems) {
        QTest::newRow(name) << revision << message << binary << type << data
                            << QByteArray(problems);
    };
    const QByteArray bytes = QByteArray::fromHex("04010203");
    row("4: no packet", Revision::V4, "", false, PacketType::Unknown, "", "eio-empty-packet");
    row("4: letters", Revision::V4, "abc", false, PacketType::Unknown, "abc", "eio-unknown-type");
    row("4: no such type", Revision::V4, "9", false, PacketType::Unknown, "9", "eio-unknown-type");
    row("4: probe", Revision::V4, "2probe", false, PacketType::Ping, "probe", "");
    row("4: bytes as they are", Revision::V4, bytes, true, PacketType::Message, bytes, "");
    row("4: bad base64", Revision::V4, "bAQ=ID*", false, PacketType::Message,
        QByteArray::fromBase64("AQ=ID*"), "eio-bad-base64");
    row("4: b4 is base64", Revision::V4, "b4AQI", false, PacketType::Message,
        QByteArray::fromBase64("4AQI"), "");
    row("4: no handshake", Revision::V4, R"(0{"sid":1})", false, PacketType::Open, R"({"sid":1})",
        "eio-bad-handshake");
    row("4: handshake", Revision::V4, R"(0{"sid":"x"})", false, PacketType::Open, R"({"sid":"x"})",
        "");
    row("3: bytes with their type", Revision::V3, bytes, true, PacketType::Message, bytes.sliced(1),
        "");
    row("3: digit as a character", Revision::V3, "4ab", true, PacketType::Unknown, "4ab",
        "eio-unknown-type");
    row("3: no bytes", Revision::V3, "", true, PacketType::Unknown, "", "eio-empty-packet");
    row("3: base64 with its type", Revision::V3, "b4AQIDBA==", false, PacketType::Message,
        QByteArray::fromHex("01020304"), "");
    row("3: base64 without", Revision::V3, "b", false, PacketType::Unknown, "b",
        "eio-empty-packet");
    row("3: base64 of no such type", Revision::V3, "bAQID", false, PacketType::Unknown, "bAQID",
        "eio-unknown-type");
    row("not known: as 4", Revision::Unknown, bytes, true, PacketType::Message, bytes, "");
    row("not UTF-8", Revision::V4, "4\xff\xfe", false, PacketType::Message, "\xff\xfe", "");
}

void TestPacket::describes()
{
    QFETCH(Revision, revision);
    QFETCH(QByteArray, message);
    QFETCH(bool, binary);
    QFETCH(PacketType, type);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, problems);
    const Packet packet = decodePacket(revision, message, binary);
    QCOMPARE(packet.type, type);
    QCOMPARE(packet.data().toByteArray(),
             packet.problems.has(Problem::EioEmptyPacket) ? message : data);
    QCOMPARE(packet.raw, message);
    QCOMPARE(packet.problems.toCodes(), problems);
}

void TestPacket::takesData()
{
    QCOMPARE(decodePacket(Revision::V4, "4abc", false).takeData(), "abc");
    QCOMPARE(decodePacket(Revision::V4, "bYWJj", false).takeData(), "abc");
    QByteArray bytes = "abc";
    const char *const address = bytes.constData();
    QCOMPARE(decodePacket(Revision::V4, std::move(bytes), true).takeData().constData(), address);
}

void TestPacket::names()
{
    QCOMPARE(packetTypeName(PacketType::Noop), "noop");
    QCOMPARE(packetTypeName(PacketType::Unknown), "");
}

QTEST_APPLESS_MAIN(TestPacket)
#include "tst_packet.moc"
