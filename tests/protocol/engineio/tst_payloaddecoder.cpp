// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payloaddecoder.h"
#include "tests/support/cuts.h"
#include "tests/support/vectors.h"

#include <QTest>

using namespace EngineIo;

namespace {

QList<Packet> decode(Revision revision, PayloadForm form, const QList<QByteArrayView> &pieces)
{
    PayloadDecoder decoder(revision, form);
    QList<Packet> packets;
    const auto take = [&] {
        while (auto packet = decoder.next())
            packets.append(*packet);
    };
    for (const QByteArrayView piece : pieces) {
        decoder.feed(piece);
        take();
    }
    decoder.finish();
    take();
    return packets;
}

/// One packet a line: type, data, share, problems.
QByteArray summary(const QList<Packet> &packets)
{
    QByteArray lines;
    for (const Packet &packet : packets) {
        lines += packetTypeName(packet.type).toByteArray() + (packet.binary ? " #" : " ")
            + (packet.binary ? packet.data().toByteArray().toHex() : packet.data().toByteArray())
            + ' ' + QByteArray::number(packet.wireBytes) + ' ' + packet.problems.toCodes() + '\n';
    }
    return lines;
}

qint64 shares(const QList<Packet> &packets)
{
    qint64 sum = 0;
    for (const Packet &packet : packets)
        sum += packet.wireBytes;
    return sum;
}

/// The packets a vector expects, in the reference's notation, up to its first error.
QList<QJsonObject> expectedPackets(const QJsonValue &decoded, bool *error)
{
    QList<QJsonObject> packets;
    for (const auto &entry : decoded.toArray()) {
        const QJsonObject packet
            = entry.toObject().contains(u"packet") ? entry[u"packet"].toObject() : entry.toObject();
        if (packet[u"type"].toString() == u"error") {
            *error = true;
            break;
        }
        packets.append(packet);
    }
    return packets;
}

} // namespace

class TestPayloadDecoder : public QObject
{
    Q_OBJECT

private slots:
    void encodedVectors_data();
    void encodedVectors();
    void decodeVectors_data();
    void decodeVectors();
    void bodies_data();
    void bodies();
    void manyPackets_data();
    void manyPackets();
    void inOrderAsTheyCome();
};

void TestPayloadDecoder::encodedVectors_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<PayloadForm>("form");
    QTest::addColumn<QJsonArray>("input");
    QTest::addColumn<QByteArray>("body");
    const auto add = [](const char *group, Revision revision) {
        for (const auto &vector : Vectors::group(QLatin1String(group))) {
            const QJsonValue encoded = vector.encoded.first();
            QTest::newRow(vector.id.constData())
                << revision
                << (encoded[u"text"].isString() ? PayloadForm::Text : PayloadForm::Binary)
                << vector.input.toArray() << Vectors::bytes(encoded);
        }
    };
    add("eio4-payload", Revision::V4);
    add("eio3-payload-text-or-b64", Revision::V3);
    add("eio3-payload-xhr2", Revision::V3);
}

void TestPayloadDecoder::encodedVectors()
{
    QFETCH(Revision, revision);
    QFETCH(PayloadForm, form);
    QFETCH(QJsonArray, input);
    QFETCH(QByteArray, body);
    for (const auto &pieces : cuts(body)) {
        QList<Packet> packets = decode(revision, form, pieces);
        QCOMPARE(shares(packets), body.size());
        if (input.isEmpty()) { // "0:"
            QCOMPARE(summary(packets), "  2 eio-empty-packet\n");
            continue;
        }
        QCOMPARE(packets.size(), input.size());
        for (qsizetype i = 0; i < packets.size(); ++i) {
            const QJsonValue expected = input[i];
            QCOMPARE(packetTypeName(packets[i].type).toByteArray(),
                     expected[u"type"].toString().toLatin1());
            QCOMPARE(packets[i].data().toByteArray(), Vectors::data(expected[u"data"]));
            QCOMPARE(packets[i].binary, Vectors::isBinary(expected[u"data"]));
        }
    }
}

void TestPayloadDecoder::decodeVectors_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<PayloadForm>("form");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QJsonValue>("decoded");
    const auto add = [](const char *group, Revision revision, PayloadForm form) {
        for (const auto &vector : Vectors::group(QLatin1String(group)))
            QTest::newRow(vector.id.constData())
                << revision << form << Vectors::data(vector.input) << vector.decoded;
    };
    add("eio4-payload-decode", Revision::V4, PayloadForm::Text);
    add("eio3-payload-decode", Revision::V3, PayloadForm::Text);
    add("eio3-payload-decode-binary", Revision::V3, PayloadForm::Binary);
}

/// What the reference's decoders accept comes out the same, and where they fail there is a problem.
void TestPayloadDecoder::decodeVectors()
{
    QFETCH(Revision, revision);
    QFETCH(PayloadForm, form);
    QFETCH(QByteArray, body);
    QFETCH(QJsonValue, decoded);
    bool error = false;
    QList<QJsonObject> expected = expectedPackets(decoded, &error);
    if (error && body.contains("\xf0\x9f\x98\x80"))
        expected.clear(); // the reference delivers half of a surrogate pair
    for (const auto &pieces : cuts(body)) {
        const QList<Packet> packets = decode(revision, form, pieces);
        QCOMPARE(shares(packets), body.size());
        QList<Packet> good;
        for (const Packet &packet : packets) {
            if (packet.type != PacketType::Unknown)
                good.append(packet);
        }
        QCOMPARE(good.size(), expected.size());
        QCOMPARE(good.size() < packets.size(), error || body == "0:");
        for (qsizetype i = 0; i < good.size(); ++i) {
            QCOMPARE(packetTypeName(good[i].type).toByteArray(),
                     expected[i][u"type"].toString().toLatin1());
            QCOMPARE(good[i].data().toByteArray(), Vectors::data(expected[i][u"data"]));
        }
    }
}

void TestPayloadDecoder::bodies_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<PayloadForm>("form");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("packets");

    const auto row = [](const char *name, Revision revision, PayloadForm form,
                        const QByteArray &body, const QByteArray &packets) {
        QTest::newRow(name) << revision << form << body << packets;
    };
    const auto v4 = [&](const char *name, const QByteArray &body, const QByteArray &packets) {
        row(name, Revision::V4, PayloadForm::Text, body, packets);
    };
    v4("4: separators",
       "4a\x1e"
       "2\x1e"
       "bAQI=",
       "message a 3 \nping  2 \nmessage #0102 5 \n");
    v4("4: goes on after a bad one",
       "4a\x1e"
       "9x\x1e"
       "4b",
       "message a 3 \n 9x 3 eio-unknown-type\nmessage b 2 \n");
    v4("4: empty elements",
       "\x1e"
       "4a\x1e",
       "  1 eio-empty-packet\nmessage a 3 \n  0 eio-empty-packet\n");
    v4("4: no body", "", "  0 eio-empty-packet\n");
    v4("4: not UTF-8",
       "4\xff\x1e"
       "4\xc3",
       "message \xff 3 \nmessage \xc3 2 \n");

    const auto v3 = [&](const char *name, const QByteArray &body, const QByteArray &packets) {
        row(name, Revision::V3, PayloadForm::Text, body, packets);
    };
    v3("3: counts UTF-16 units",
       "3:4\xf0\x9f\x98\x80"
       "2:4\xe2\x82\xac"
       "2:4\xc3\xa9"
       "1:2",
       "message \xf0\x9f\x98\x80 7 \nmessage \xe2\x82\xac 6 \nmessage \xc3\xa9 5 \nping  3 \n");
    v3("3: in half of a pair", "2:4\xf0\x9f\x98\x80", " 2:4\xf0\x9f\x98\x80 7 eio-bad-length\n");
    v3("3: broken UTF-8 counts as in JavaScript",
       "4:4\xff\xe2\x82"
       "a1:2",
       "message \xff\xe2\x82"
       "a 7 \nping  3 \n");
    v3("3: cut character at the end", "2:4\xe2\x82", "message \xe2\x82 5 \n");
    v3("3: too short", "3:4ab9:4", "message ab 5 \n 9:4 3 eio-bad-length\n");
    v3("3: letters", "1:2abc", "ping  3 \n abc 3 eio-bad-length\n");
    v3("3: no digits", ":4", " :4 2 eio-bad-length\n");
    v3("3: negative", "-1:4", " -1:4 4 eio-bad-length\n");
    v3("3: endless length", QByteArray(100, '1') + ":4",
       ' ' + QByteArray(100, '1') + ":4 102 eio-bad-length\n");
    v3("3: handshake and connect", R"(14:0{"sid":"abc"}2:40)",
       "open {\"sid\":\"abc\"} 17 \nmessage 0 4 \n");

    const auto binary = [&](const char *name, const char *hex, const QByteArray &packets) {
        row(name, Revision::V3, PayloadForm::Binary, QByteArray::fromHex(hex), packets);
    };
    binary("3: octets", "0004ff34e282ac 0105ff0401020304",
           "message \xe2\x82\xac 7 \nmessage #01020304 8 \n");
    binary("3: text in octets", "343a", " #343a 2 eio-bad-payload\n");
    binary("3: octets too short", "0009ff3461", "message a 5 eio-bad-length\n");
    binary("3: octets missing", "0001ff32 0009ff", "ping  4 \n #0009ff 3 eio-bad-length\n");

    const auto response = [&](const char *name, const QByteArray &body, const QByteArray &packets) {
        row(name, Revision::V3, PayloadForm::JsonpResponse, body, packets);
    };
    response("JSONP", R"(___eio[0]("2:40");)", "message 0 18 \n");
    response("JSONP: shares", R"(___eio[12]("1:27:42[\"\u20ac\"]1:3");)",
             "ping  15 \nmessage 2[\"\xe2\x82\xac\"] 16 \npong  6 \n");
    response("JSONP: surrogates", R"(___eio[0]("5:4\ud83d\ude00\ud83d\n");)",
             "message \xf0\x9f\x98\x80\xef\xbf\xbd\n 37 \n");
    response("JSONP: pair after half", R"(___eio[0]("4:4\ud83d\ud83d\ude00");)",
             "message \xef\xbf\xbd\xf0\x9f\x98\x80 35 \n");
    response("JSONP: cut off", R"(___eio[0]("1:22:4)", "ping  14 \n 2:4 3 eio-bad-jsonp\n");
    response("JSONP: not", "1:2", " 1:2 3 eio-bad-jsonp\n");
    response("JSONP: bad escape", R"(___eio[0]("1:2\x");)",
             "ping  14 \n \\x\"); 5 eio-bad-jsonp\n");
    response("JSONP: none", "", "  0 eio-bad-jsonp\n");

    const auto post = [&](const char *name, const QByteArray &body, const QByteArray &packets) {
        row(name, Revision::V3, PayloadForm::JsonpPost, body, packets);
    };
    post("form", "d=24%3A42%5B%22text%22%2C%22line%5C%5Cn2%22%2C%22%E2%82%AC%22%5D",
         "message 2[\"text\",\"line\\n2\",\"\xe2\x82\xac\"] 64 \n");
    post("form: newlines", "d=5%3A4a+b%5Cn1:2", "message a b\n 14 \nping  3 \n");
    post("form: other backslashes", "d=8:4%5C%5C%5Cn%5C%5Cx%5C", "message \\\\n\\\\x\\ 25 \n");
    post("form: another field", "d=1:2&x=1", "ping  9 \n");
    post("form: none", "x=1:2", " x=1:2 5 eio-bad-jsonp\n");
    post("form: bad percent", "d=1:2%4x", "ping  5 \n %4x 3 eio-bad-jsonp\n");
}

void TestPayloadDecoder::bodies()
{
    QFETCH(Revision, revision);
    QFETCH(PayloadForm, form);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, packets);
    for (const auto &pieces : cuts(body)) {
        const QList<Packet> decoded = decode(revision, form, pieces);
        QCOMPARE(summary(decoded), packets);
        QCOMPARE(shares(decoded), body.size());
    }
}

void TestPayloadDecoder::manyPackets_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<PayloadForm>("form");
    QTest::newRow("4") << Revision::V4 << PayloadForm::Text;
    QTest::newRow("3") << Revision::V3 << PayloadForm::Text;
    QTest::newRow("3 binary") << Revision::V3 << PayloadForm::Binary;
    QTest::newRow("3 JSONP") << Revision::V3 << PayloadForm::JsonpResponse;
    QTest::newRow("3 form") << Revision::V3 << PayloadForm::JsonpPost;
    QTest::newRow("4 JSONP") << Revision::V4 << PayloadForm::JsonpResponse;
}

/// All that is encoded is decoded, each share of it said.
void TestPayloadDecoder::manyPackets()
{
    QFETCH(Revision, revision);
    QFETCH(PayloadForm, form);
    QList<Packet> packets;
    for (int i = 0; i < 2000; ++i) {
        const QByteArray number = QByteArray::number(i);
        if (i % 3 == 0)
            packets.append(Packet::bytes(number + '\0' + '\xff'));
        else
            packets.append(
                Packet::text(PacketType::Message, "2[\"\xe2\x82\xac\\n\\\\\"," + number + ']'));
    }
    const QByteArray body = encodePayload(revision, packets, form);
    for (const auto &pieces : cuts(body, 2)) {
        const QList<Packet> decoded = decode(revision, form, pieces);
        QCOMPARE(decoded.size(), packets.size());
        QCOMPARE(shares(decoded), body.size());
        for (qsizetype i = 0; i < decoded.size(); ++i) {
            QCOMPARE(decoded[i].data(), packets[i].data());
            QCOMPARE(decoded[i].binary, packets[i].binary);
            QVERIFY(decoded[i].problems.isEmpty());
        }
    }
}

void TestPayloadDecoder::inOrderAsTheyCome()
{
    PayloadDecoder decoder(Revision::V4);
    decoder.feed("4a");
    QVERIFY(!decoder.next());
    decoder.feed("b\x1e"
                 "4");
    QCOMPARE(decoder.next()->data(), "ab");
    QVERIFY(!decoder.next());
    decoder.finish();
    QCOMPARE(decoder.next()->data(), "");
    QVERIFY(!decoder.next());
    QVERIFY(!decoder.next());
}

QTEST_APPLESS_MAIN(TestPayloadDecoder)
#include "tst_payloaddecoder.moc"
