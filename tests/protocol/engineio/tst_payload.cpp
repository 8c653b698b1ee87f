// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payload.h"
#include "tests/support/vectors.h"

#include <QTest>

using namespace EngineIo;

namespace {

PacketType typeNamed(const QString &name)
{
    int type = 0;
    while (packetTypeName(static_cast<PacketType>(type)) != name.toLatin1())
        ++type;
    return static_cast<PacketType>(type);
}

QList<Packet> packetsIn(const QJsonArray &input)
{
    QList<Packet> packets;
    for (const auto &packet : input) {
        const QByteArray data = Vectors::data(packet[u"data"]);
        packets.append(Vectors::isBinary(packet[u"data"])
                           ? Packet::bytes(data)
                           : Packet::text(typeNamed(packet[u"type"].toString()), data));
    }
    return packets;
}

} // namespace

class TestPayload : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void jsonp();
};

/// The bodies of engine.io-parser 5.2.3 and 2.2.1.
void TestPayload::vectors_data()
{
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<PayloadForm>("form");
    QTest::addColumn<QList<Packet>>("packets");
    QTest::addColumn<QByteArray>("body");
    const auto add = [](const char *group, Revision revision, PayloadForm form) {
        for (const auto &vector : Vectors::group(QLatin1String(group)))
            QTest::newRow(vector.id.constData())
                << revision << form << packetsIn(vector.input.toArray())
                << Vectors::bytes(vector.encoded.first());
    };
    add("eio4-payload", Revision::V4, PayloadForm::Text);
    add("eio3-payload-text-or-b64", Revision::V3, PayloadForm::Text);
    add("eio3-payload-xhr2", Revision::V3, PayloadForm::Binary);
}

void TestPayload::vectors()
{
    QFETCH(Revision, revision);
    QFETCH(PayloadForm, form);
    QFETCH(QList<Packet>, packets);
    QFETCH(QByteArray, body);
    QCOMPARE(encodePayload(revision, packets, form), body);
}

void TestPayload::jsonp()
{
    const QList<Packet> packets {
        Packet::text(PacketType::Message, "2[\"text-back\",\"line\\n2\",\"\xe2\x82\xac\"]")};
    QCOMPARE(encodePayload(Revision::V3, packets, PayloadForm::JsonpResponse, 7),
             R"(___eio[7]("29:42[\"text-back\",\"line\\n2\",\")"
             "\xe2\x82\xac"
             R"(\"]");)");
    QCOMPARE(encodePayload(Revision::V3, packets, PayloadForm::JsonpPost),
             "d=29%3A42%5B%22text-back%22%2C%22line%5C%5Cn2%22%2C%22%E2%82%AC%22%5D");
    QCOMPARE(encodePayload(Revision::V3, {Packet::text(PacketType::Message, "\xe2\x80\xa8\n")},
                           PayloadForm::JsonpResponse),
             R"(___eio[0]("3:4\u2028\n");)");
}

QTEST_APPLESS_MAIN(TestPayload)
#include "tst_payload.moc"
