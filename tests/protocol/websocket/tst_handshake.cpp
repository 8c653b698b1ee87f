// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/handshake.h"

#include <QTest>

using namespace WebSocket;

class HandshakeTest : public QObject
{
    Q_OBJECT
private slots:
    void answersTheKeyOfTheRfc();
    void collectsFields();
    void checksRequests_data();
    void checksRequests();
    void checksResponses_data();
    void checksResponses();
    void writesAResponse();
};

namespace {

const QByteArray sampleKey = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray sampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

HandshakeFields request()
{
    HandshakeFields fields;
    fields.upgrade = "websocket";
    fields.connection = "Upgrade";
    fields.key = sampleKey;
    fields.version = "13";
    fields.protocol = "chat, superchat";
    return fields;
}

} // namespace

void HandshakeTest::answersTheKeyOfTheRfc()
{
    QCOMPARE(acceptFor(sampleKey), sampleAccept); // RFC 6455 section 1.3
}

void HandshakeTest::collectsFields()
{
    HandshakeFields fields;
    fields.add("Host", "example.com");
    fields.add("UPGRADE", " WebSocket ");
    fields.add("Connection", "keep-alive, Upgrade");
    fields.add("sec-websocket-protocol", "chat");
    fields.add("Sec-WebSocket-Protocol", "superchat , , x");
    fields.add("Origin", "null");
    QVERIFY(fields.isUpgrade());
    QCOMPARE(offeredProtocols(fields), QByteArrayList({"chat", "superchat", "x"}));
    QCOMPARE(fields.origin, QByteArray("null"));

    HandshakeFields other;
    other.add("Upgrade", "h2c");
    other.add("Connection", "Upgrade");
    QVERIFY(!other.isUpgrade());
}

void HandshakeTest::checksRequests_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("codes");

    QTest::newRow("right") << sampleKey << QByteArray("13") << QByteArray();
    QTest::newRow("no key") << QByteArray() << QByteArray("13") << QByteArray("ws-bad-key");
    QTest::newRow("short key") << QByteArray("AAAA") << QByteArray("13")
                               << QByteArray("ws-bad-key");
    QTest::newRow("not base64") << QByteArray("dGhlIHNhbXBsZSBub25j!!==") << QByteArray("13")
                                << QByteArray("ws-bad-key");
    QTest::newRow("two keys") << sampleKey + ", " + sampleKey << QByteArray("13")
                              << QByteArray("ws-bad-key");
    QTest::newRow("version 8") << sampleKey << QByteArray("8") << QByteArray("ws-bad-version");
    QTest::newRow("nothing") << QByteArray() << QByteArray()
                             << QByteArray("ws-bad-key,ws-bad-version");
}

void HandshakeTest::checksRequests()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, version);
    HandshakeFields fields = request();
    fields.key = key;
    fields.version = version;
    QTEST(requestProblems(fields).toCodes(), "codes");
}

void HandshakeTest::checksResponses_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<QByteArray>("extensions");
    QTest::addColumn<QByteArray>("codes");

    const QByteArray none;
    QTest::newRow("right") << sampleAccept << none << none << none;
    QTest::newRow("protocol") << sampleAccept << QByteArray("superchat") << none << none;
    QTest::newRow("wrong accept") << QByteArray("abc=") << none << none
                                  << QByteArray("ws-bad-accept");
    QTest::newRow("no accept") << none << none << none << QByteArray("ws-bad-accept");
    QTest::newRow("other protocol")
        << sampleAccept << QByteArray("Chat") << none << QByteArray("ws-unoffered-protocol");
    QTest::newRow("two protocols") << sampleAccept << QByteArray("chat, superchat") << none
                                   << QByteArray("ws-unoffered-protocol");
    QTest::newRow("extension") << sampleAccept << none << QByteArray("permessage-deflate")
                               << QByteArray("ws-unoffered-extension");
}

void HandshakeTest::checksResponses()
{
    QFETCH(QByteArray, extensions);
    QFETCH(QByteArray, protocol);
    QFETCH(QByteArray, accept);
    HandshakeFields response;
    response.accept = accept;
    response.protocol = protocol;
    response.extensions = extensions;
    const Handshake handshake = readHandshake(request(), response);
    QTEST(handshake.problems.toCodes(), "codes");
    QCOMPARE(handshake.protocol, protocol);
    QCOMPARE(handshake.deflate.has_value(), !extensions.isEmpty());
}

void HandshakeTest::writesAResponse()
{
    QCOMPARE(responseHead(sampleKey),
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Accept: "
                 + sampleAccept + "\r\n\r\n");
    const QByteArray head = responseHead(sampleKey, "chat", toField({}));
    QVERIFY(head.contains("\r\nSec-WebSocket-Protocol: chat\r\n"));
    QVERIFY(head.endsWith("\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"));
}

QTEST_GUILESS_MAIN(HandshakeTest)
#include "tst_handshake.moc"
