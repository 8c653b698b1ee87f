// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packetdecoder.h"
#include "tests/support/json.h"
#include "tests/support/vectors.h"

#include <QTest>

using namespace SocketIo;

namespace {

QByteArray fullNamespace(const Packet &packet)
{
    return packet.query.isEmpty() ? packet.nsp : packet.nsp + '?' + packet.query;
}

} // namespace

class TestPacketDecoder : public QObject
{
    Q_OBJECT

private slots:
    void decodeVectors_data();
    void decodeVectors();
    void texts_data();
    void texts();
    void objects_data();
    void objects();
    void msgpack_data();
    void msgpack();
    void keepsSpelling_data();
    void keepsSpelling();
    void headsOfTexts();
    void headOfMsgpack();
    void names();
};

void TestPacketDecoder::decodeVectors_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QJsonValue>("decoded");
    QTest::addColumn<QByteArray>("throws");
    for (const int protocol : {5, 4}) {
        const auto group = QStringLiteral("sio%1-decode").arg(protocol).toLatin1();
        for (const auto &vector : Vectors::group(QLatin1String(group)))
            QTest::newRow(vector.id.constData())
                << protocol << vector.input.toString().toUtf8() << vector.decoded << vector.throws;
    }
}

/// socket.io-parser 4.2.7 and 3.4.5: what they refuse has a problem, all else comes out the same.
void TestPacketDecoder::decodeVectors()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, text);
    QFETCH(QJsonValue, decoded);
    QFETCH(QByteArray, throws);
    const Packet packet = PacketDecoder().decodeText(text, protocol);
    QCOMPARE(packet.headerBytes + packet.dataBytes, text.size());
    const QString data = decoded[u"data"].toString();
    if (!throws.isEmpty() || data.startsWith(u"parser error")) {
        QVERIFY(!packet.problems.isEmpty());
        const bool unknown
            = throws.startsWith("unknown packet type") || data.contains(u"unknown packet type");
        QCOMPARE(packet.problems.has(Problem::SioUnknownType), unknown);
        QCOMPARE(packet.problems.has(Problem::SioBadAttachmentCount),
                 throws == "Illegal attachments");
        QCOMPARE(packet.problems.has(Problem::SioTooManyAttachments),
                 throws == "too many attachments");
        return;
    }
    QCOMPARE(static_cast<int>(packet.type), decoded[u"type"].toInt());
    QCOMPARE(fullNamespace(packet), decoded[u"nsp"].toString().toUtf8());
    QCOMPARE(jsonValue(packet.data), decoded[u"data"]);
    const auto id = packet.ackId ? QJsonValue(static_cast<qint64>(*packet.ackId)) : QJsonValue();
    QCOMPARE(id.toInteger(-1), decoded[u"id"].toInteger(-1));
}

void TestPacketDecoder::texts_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<PacketType>("type");
    QTest::addColumn<QByteArray>("nsp");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("problems");
    const auto row = [](int protocol, const char *text, PacketType type, const char *nsp,
                        const char *id, const char *data, const char *event, const char *problems) {
        QTest::addRow("%d: %s", protocol, text)
            << protocol << QByteArray(text) << type << QByteArray(nsp) << QByteArray(id)
            << QByteArray(data) << QByteArray(event) << QByteArray(problems);
    };
    using enum PacketType;
    row(5, "0", Connect, "/", "", "", "", "");
    row(5, R"(0/admin,{"sid":"oSO0"})", Connect, "/admin", "", R"({"sid":"oSO0"})", "", "");
    row(5, "1/admin,", Disconnect, "/admin", "", "", "", "");
    row(5, R"(212["foo"])", Event, "/", "12", R"(["foo"])", "foo", "");
    row(5, R"(2/admin,0["a",1,{}])", Event, "/admin", "0", R"(["a",1,{}])", "a", "");
    row(5, R"(2["\u00e9\n"])", Event, "/", "", R"(["\u00e9\n"])", "\xc3\xa9\n", "");
    row(5, "2[7.0]", Event, "/", "", "[7.0]", "7.0", "");
    row(5, "3/admin,13[]", Ack, "/admin", "13", "[]", "", "");
    row(5, R"(52-14["foo",{}])", BinaryEvent, "/", "14", R"(["foo",{}])", "foo", "");
    row(5, "61-/back,127[{}]", BinaryAck, "/back", "127", "[{}]", "", "");
    row(5, R"(2/a?x=1,["b"])", Event, "/a?x=1", "", R"(["b"])", "b", "");
    row(4, R"(2/a?x=1,["b"])", Event, "/a", "", R"(["b"])", "b", "");
    row(4, "0/chat?token=secret,", Connect, "/chat", "", "", "", "");
    row(4, "4/chat,5", ConnectError, "/chat", "5", "", "", "");
    row(4, "4[1]", ConnectError, "/", "", "[1]", "", "");
    row(4, R"(2["connect"])", Event, "/", "", R"(["connect"])", "connect", "");
    row(0, R"(2["connect"])", Event, "/", "", R"(["connect"])", "connect", "sio-reserved-event");

    row(5, "", Connect, "/", "", "", "", "sio-unknown-type");
    row(5, "7[1]", Unknown, "", "", "7[1]", "", "sio-unknown-type");
    row(5, "hello", Unknown, "", "", "hello", "", "sio-unknown-type");
    row(5, "{}", Unknown, "", "", "{}", "", "sio-unknown-type");
    row(5, "2", Event, "/", "", "", "", "sio-bad-data");
    row(5, "2[]", Event, "/", "", "[]", "", "sio-bad-data");
    row(5, "2[null]", Event, "/", "", "[null]", "", "sio-bad-data");
    row(5, R"(2["a")", Event, "/", "", R"(["a")", "a", "sio-bad-json");
    row(5, R"(2["a\x"])", Event, "/", "", R"(["a\x"])", "a\\x", "sio-bad-json");
    row(5, "2[\"\xff\"]", Event, "/", "", "[\"\xff\"]", "\xff", "sio-bad-json");
    row(5, "3[]", Ack, "/", "", "[]", "", "sio-bad-ack-id");
    row(5, "2 [\"x\"]", Event, "/", "0", "[\"x\"]", "x", "sio-bad-ack-id");
    row(5, "21 2[\"x\"]", Event, "/", "", "[\"x\"]", "x", "sio-bad-ack-id");
    row(5, "299999999999999999999[\"x\"]", Event, "/", "", "[\"x\"]", "x", "sio-bad-ack-id");
    row(5, "218446744073709551615[\"x\"]", Event, "/", "18446744073709551615", "[\"x\"]", "x", "");
    row(5, R"(5["x"])", BinaryEvent, "/", "", R"(["x"])", "x", "sio-bad-attachment-count");
    row(5, R"(5x-["x"])", BinaryEvent, "/", "", R"(["x"])", "x", "sio-bad-attachment-count");
    row(5, R"(5-1-["x"])", BinaryEvent, "/", "1", R"(-["x"])", "",
        "sio-bad-attachment-count,sio-bad-json");
    row(5, R"(511-/n,["x"])", BinaryEvent, "/n", "", R"(["x"])", "x", "sio-too-many-attachments");
    row(5, "1{}", Disconnect, "/", "", "{}", "", "sio-bad-data");
    row(5, "4[]", ConnectError, "/", "", "[]", "", "sio-bad-data");
}

void TestPacketDecoder::texts()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, text);
    QFETCH(PacketType, type);
    QFETCH(QByteArray, nsp);
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, problems);
    const Packet packet = PacketDecoder().decodeText(text, protocol);
    QCOMPARE(packet.type, type);
    QCOMPARE(packet.encoding, Encoding::Text);
    QCOMPARE(packet.nsp, nsp);
    QCOMPARE(packet.ackId ? QByteArray::number(*packet.ackId) : QByteArray(), id);
    QCOMPARE(packet.data, data);
    QCOMPARE(packet.event, event);
    QCOMPARE(packet.problems.toCodes(), problems);
    QCOMPARE(packet.dataBytes, packet.data.size());
    QCOMPARE(packet.headerBytes, text.size() - packet.data.size());
}

void TestPacketDecoder::objects_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<PacketType>("type");
    QTest::addColumn<QByteArray>("nsp");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("problems");
    const auto row = [](const char *text, PacketType type, const char *nsp, const char *query,
                        const char *data, const char *problems) {
        QTest::newRow(text) << QByteArray(text) << type << QByteArray(nsp) << QByteArray(query)
                            << QByteArray(data) << QByteArray(problems);
    };
    using enum PacketType;
    row(R"({"type":0,"nsp":"/"})", Connect, "/", "", "", "");
    row(R"({"type":0,"query":"a=b","nsp":"/chat?a=b"})", Connect, "/chat", "a=b", "", "");
    row(R"({"type":1,"nsp":"/"})", Disconnect, "/", "", "", "");
    row(R"({"type":4,"data": "Not authorized" ,"nsp":"/"})", ConnectError, "/", "",
        R"("Not authorized")", "");
    row(R"({"type":4,"nsp":"/","data":{ "b":1, "a":[2]} })", ConnectError, "/", "",
        R"({ "b":1, "a":[2]})", "");
    row(R"({"type":7,"nsp":"/"})", Unknown, "", "", R"({"type":7,"nsp":"/"})", "sio-unknown-type");
    row(R"({"hello":1})", Unknown, "", "", R"({"hello":1})", "sio-unknown-type");
    row(R"({"type":0,"nsp":"/")", Unknown, "", "", R"({"type":0,"nsp":"/")", "sio-unknown-type");
}

/// The MessagePack parser of protocol 4.
void TestPacketDecoder::objects()
{
    QFETCH(QByteArray, text);
    QFETCH(PacketType, type);
    QFETCH(QByteArray, nsp);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, problems);
    const Packet packet = PacketDecoder().decodeText(text, 4);
    QCOMPARE(packet.type, type);
    QCOMPARE(packet.encoding, type == PacketType::Unknown ? Encoding::Text : Encoding::JsonObject);
    QCOMPARE(packet.nsp, nsp);
    QCOMPARE(packet.query, query);
    QCOMPARE(packet.data, data);
    QCOMPARE(packet.dataBytes + packet.headerBytes, text.size());
    QCOMPARE(packet.problems.toCodes(), problems);
}

void TestPacketDecoder::msgpack_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("summary");
    const auto row = [](const char *name, int protocol, const char *hex, const char *summary) {
        QTest::newRow(name) << protocol << QByteArray(hex) << QByteArray(summary);
    };
    row("CONNECT", 5, "83a47479706500a464617461d40000a36e7370a12f",
        R"(CONNECT /  {"$undefined":true}  3)");
    row("EVENT", 5,
        "85a47479706502a46461746191a568656c6c6fa76f7074696f6e7381a8636f6d7072657373c3a2696400a36e73"
        "70a12f",
        R"(EVENT / 0 ["hello"] hello  7)");
    row("ACK", 5, "84a2696407a47479706503a46461746190a36e7370a52f63686174", "ACK /chat 7 []   1");
    row("CONNECT_ERROR", 5, "83a47479706504a46461746181a76d657373616765a26e6fa36e7370a12f",
        R"(CONNECT_ERROR /  {"message":"no"}   12)");
    row("DISCONNECT", 5, "82a47479706501a36e7370a12f", "DISCONNECT /     0");
    row("no data is nil", 5, "83a47479706500a464617461c0a36e7370a12f",
        "CONNECT /  null  sio-bad-data 1");
    row("BINARY_EVENT in 4", 4, "83a47479706505a46461746192a178c40101a36e7370a12f",
        R"(BINARY_EVENT /  ["x",{"$binary":"AQ=="}] x  6)");
    row("BINARY_EVENT in 5", 5, "83a47479706505a46461746192a178c40101a36e7370a12f",
        R"(BINARY_EVENT /  ["x",{"$binary":"AQ=="}] x sio-unknown-type 6)");
    row("id undefined", 5, "84a47479706502a46461746191a161a26964d40000a36e7370a12f",
        R"(EVENT /  ["a"] a  3)");
    row("id below 0", 5, "84a47479706502a46461746191a161a26964ffa36e7370a12f",
        R"(EVENT /  ["a"] a sio-bad-ack-id 3)");
    row("no type", 5, "82a46461746190a36e7370a12f", " /  []  sio-bad-msgpack 1");
    row("no namespace", 5, "82a47479706502a46461746191a161",
        R"(EVENT   ["a"] a sio-bad-msgpack 3)");
    row("more behind", 5, "82a47479706501a36e7370a12f00", "DISCONNECT /    sio-bad-msgpack 0");
    row("cut off", 5, "83a47479706502a46461746191a161a36e73",
        R"(EVENT   ["a"] a sio-bad-msgpack 3)");
    row("no map", 5, "9100", "     sio-bad-msgpack 0");
}

void TestPacketDecoder::msgpack()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, summary);
    const QByteArray bytes = QByteArray::fromHex(hex);
    const Packet packet = PacketDecoder().decodeMsgpack(bytes, protocol);
    const QList<QByteArray> parts {
        packetTypeName(packet.type).toByteArray(),
        packet.nsp,
        packet.ackId ? QByteArray::number(*packet.ackId) : QByteArray(),
        packet.data,
        packet.event,
        packet.problems.toCodes(),
        QByteArray::number(packet.dataBytes),
    };
    QCOMPARE(parts.join(' ').simplified(), summary.simplified());
    QCOMPARE(packet.dataBytes + packet.headerBytes, bytes.size());
    QCOMPARE(packet.encoding, Encoding::Msgpack);
}

void TestPacketDecoder::keepsSpelling_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("order and duplicates")
        << QByteArray(R"(["e",{"b":1,"a":2,"b":3,"10":0,"9":0}])");
    QTest::newRow("number") << QByteArray(R"(["e",12345678901234567890.10,1E5,-0,1.0])");
    QTest::newRow("white space") << QByteArray("[ \"e\" ,\t{ } ]\n");
    QTest::newRow("escapes") << QByteArray(R"(["e","\/\u0041\ud800"])");
    QTest::newRow("not UTF-8") << QByteArray("[\"e\",\"\xff\xc0\x80\"]");
}

void TestPacketDecoder::keepsSpelling()
{
    QFETCH(QByteArray, data);
    const Packet packet = PacketDecoder().decodeText("2/n,5" + data, 5);
    QCOMPARE(packet.data, data);
    QCOMPARE(packet.event, "e");
    QCOMPARE(packet.problems, data.isValidUtf8() ? Problems() : Problems(Problem::SioBadJson));
}

/// What is too large to have whole.
void TestPacketDecoder::headsOfTexts()
{
    const QByteArray text = R"(51-/chat,12[ "upl\u006fad",{"text":"aaaaaaaa)";
    const Packet packet = PacketDecoder().decodeText(text, 5, false);
    QCOMPARE(packet.type, PacketType::BinaryEvent);
    QCOMPARE(packet.attachmentCount, 1);
    QCOMPARE(packet.nsp, "/chat");
    QCOMPARE(packet.ackId, 12U);
    QCOMPARE(packet.event, "upload");
    QCOMPARE(packet.headerBytes, 11);
    QCOMPARE(packet.data, text.sliced(11));
    QVERIFY(packet.problems.isEmpty());
    for (qsizetype size = 0; size < text.size(); ++size)
        PacketDecoder().decodeText(text.first(size), 5, false);
}

void TestPacketDecoder::headOfMsgpack()
{
    const auto bytes
        = QByteArray::fromHex("84a2696407a47479706503a46461746190a36e7370a52f63686174");
    const Packet packet = PacketDecoder().decodeMsgpack(bytes.first(16), 5, false);
    QCOMPARE(packet.type, PacketType::Ack);
    QCOMPARE(packet.ackId, 7U);
    QVERIFY(packet.nsp.isEmpty());
    QVERIFY(packet.problems.isEmpty());
}

void TestPacketDecoder::names()
{
    QCOMPARE(packetTypeName(PacketType::ConnectError), "CONNECT_ERROR");
    QCOMPARE(packetTypeName(PacketType::ConnectError, 4), "ERROR");
    QCOMPARE(packetTypeName(PacketType::BinaryAck), "BINARY_ACK");
    QCOMPARE(packetTypeName(PacketType::Unknown), "");
}

QTEST_APPLESS_MAIN(TestPacketDecoder)
#include "tst_packetdecoder.moc"
