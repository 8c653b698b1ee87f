// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/scanner.h"

#include "protocol/msgpack/value.h"

#include <QTest>

using namespace Redaction;

/// Secrets are known by where they stand and how they are named.
class TestScanner : public QObject
{
    Q_OBJECT

private slots:
    void findsInHeads_data();
    void findsInHeads();
    void findsInAddresses_data();
    void findsInAddresses();
    void findsInContents_data();
    void findsInContents();
    void findsInMessagePack();
    void knowsThePlaces();
    void followsTheUser();
    void takesAnything();
};

namespace {

/// "kind value|kind value"
QByteArray said(const Sightings &sightings)
{
    QByteArrayList all;
    for (const Sighting &one : sightings)
        all.append(kindName(one.kind).toByteArray() + ' ' + one.value);
    return all.join('|');
}

const QByteArray Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9";

} // namespace

void TestScanner::findsInHeads_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("cookies") << QByteArray("Cookie: a=1; b=\"two%20x\"")
                             << QByteArray("cookie 1|cookie two x");
    QTest::newRow("set-cookie") << QByteArray("Set-Cookie: io=abc; Path=/; HttpOnly")
                                << QByteArray("cookie abc");
    QTest::newRow("bearer") << QByteArray("Authorization: Bearer abc.def")
                            << QByteArray("credentials abc.def");
    QTest::newRow("basic") << QByteArray("authorization: Basic dXNlcjpwYXNz")
                           << QByteArray("credentials dXNlcjpwYXNz|password pass");
    QTest::newRow("key") << QByteArray("X-Api-Key: k1") << QByteArray("token k1");
    QTest::newRow("subprotocol") << QByteArray(
        "Sec-WebSocket-Protocol: graphql-transport-ws, bearer, abc")
                                 << QByteArray("token abc");
    QTest::newRow("kubernetes") << QByteArray(
        "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.c2VjcmV0, base64.k8s.io")
                                << QByteArray("token c2VjcmV0");
    QTest::newRow("referer") << QByteArray("Referer: http://u:p@a/?token=t&x=1")
                             << QByteArray("credentials u|password p|token t");
    QTest::newRow("none") << QByteArray("Host: example.org:80\r\nAccept: */*") << QByteArray();
    QTest::newRow("handshake key is none")
        << QByteArray("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==") << QByteArray();
}

void TestScanner::findsInHeads()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, found);
    const QByteArray head = "GET / HTTP/1.1\r\n" + line + "\r\n\r\n";
    const Sightings sightings = Scanner({}).head(head);
    QCOMPARE(said(sightings), found);
    for (const Sighting &one : sightings) {
        if (one.offset >= 0)
            QCOMPARE(SpelledText(head.mid(one.offset, one.length), one.spelling).text(), one.value);
    }
}

void TestScanner::findsInAddresses_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("query") << QByteArray("/socket.io/?EIO=4&sid=abc&token=a%2Bb&t=x1")
                           << QByteArray("sid abc|token a+b");
    QTest::newRow("user") << QByteArray("wss://me:p%40ss@example.org/x")
                          << QByteArray("credentials me|password p@ss");
    QTest::newRow("fragment") << QByteArray("http://a/#access_token=abc")
                              << QByteArray("token abc");
    QTest::newRow("path") << QByteArray("/hook/AbCdEf0123456789ghIJ/x")
                          << QByteArray("token AbCdEf0123456789ghIJ");
    QTest::newRow("matrix") << QByteArray("/app;jsessionid=12AB/x") << QByteArray("token 12AB");
    QTest::newRow("nested") << QByteArray("/?to=http%3A%2F%2Fb%2F%3Ftoken%3Dabc")
                            << QByteArray("token abc");
    QTest::newRow("namespace") << QByteArray("/chat") << QByteArray();
    QTest::newRow("nothing") << QByteArray("/?a=b&c") << QByteArray();
}

void TestScanner::findsInAddresses()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, found);
    QCOMPARE(said(Scanner({}).address(address)), found);
}

void TestScanner::findsInContents_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("open") << QByteArray(
        "0{\"sid\":\"abc\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000}")
                          << QByteArray("sid abc");
    QTest::newRow("connect") << QByteArray("40/admin,{\"username\":\"u\",\"password\":\"p\"}")
                             << QByteArray("password u|password p");
    QTest::newRow("connected") << QByteArray("40{\"sid\":\"s\",\"pid\":\"p\"}")
                               << QByteArray("sid s|pid p");
    QTest::newRow("recovery") << QByteArray("40{\"pid\":\"p\",\"offset\":\"o\"}")
                              << QByteArray("pid p");
    QTest::newRow("query of version 2")
        << QByteArray("40/chat?token=abc,") << QByteArray("token abc");
    QTest::newRow("event") << QByteArray(
        "42[\"login\",{\"user\":\"u\",\"accessToken\":\"a\\\"b\"}]")
                           << QByteArray("token a\"b");
    QTest::newRow("below a name") << QByteArray("{\"credentials\":{\"a\":\"x\",\"b\":[\"y\"]}}")
                                  << QByteArray("token x|token y");
    QTest::newRow("number") << QByteArray("{\"password\":123456,\"token\":1,\"pwd\":null}")
                            << QByteArray("password 123456");
    QTest::newRow("bearer") << QByteArray("{\"Authorization\":\"Bearer abc\"}")
                            << QByteArray("token abc");
    QTest::newRow("json in json") << QByteArray("{\"body\":\"{\\\"password\\\":\\\"abc\\\"}\"}")
                                  << QByteArray("password abc");
    QTest::newRow("polling of version 4") << QByteArray("40{\"sid\":\"s\"}\x1e"
                                                        "42[\"a\",{\"secret\":\"x\"}]")
                                          << QByteArray("sid s|password x");
    QTest::newRow("polling of version 3")
        << QByteArray("12:0{\"sid\":\"s\"}2:40") << QByteArray("sid s");
    QTest::newRow("stomp") << QByteArray("CONNECT\nlogin:me\npasscode:abc\n\n\0")
                           << QByteArray("credentials me|password abc");
    QTest::newRow("jwt") << "hello " + Jwt + "."
                         << "jwt " + Jwt;
    QTest::newRow("mqtt") << QByteArray("\x10\x17\x00\x04MQTT\x04\xc2\x00\x3c\x00\x02id"
                                        "\x00\x02me\x00\x03pwd",
                                        25)
                          << QByteArray("credentials me|password pwd");
    QTest::newRow("address in a value")
        << QByteArray("{\"url\":\"ws://a/?token=abc\"}") << QByteArray("token abc");
    QTest::newRow("cut off") << QByteArray("42[\"a\",{\"password\":\"ab")
                             << QByteArray("password ab");
    QTest::newRow("none") << QByteArray("42[\"chat\",{\"text\":\"the password is\"}]")
                          << QByteArray();
}

void TestScanner::findsInContents()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, found);
    const Sightings sightings = Scanner({}).content(content);
    QCOMPARE(said(sightings), found);
    for (const Sighting &one : sightings) {
        if (one.offset >= 0)
            QCOMPARE(SpelledText(content.mid(one.offset, one.length), one.spelling).text(),
                     one.value);
    }
}

void TestScanner::findsInMessagePack()
{
    using namespace MsgPack;
    const QByteArray auth = encodeMapHeader(2) + encodeString("user") + encodeString("u")
        + encodeString("token") + encodeString("abc");
    const auto packet = [&](int type, const QByteArray &data) {
        return encodeMapHeader(3) + encodeString("type") + encodeInteger(quint64(type))
            + encodeString("nsp") + encodeString("/") + encodeString("data") + data;
    };
    QCOMPARE(said(Scanner({}).content(packet(0, auth))), QByteArray("password u|token abc"));
    QCOMPARE(said(Scanner({}).content(packet(2, "\x92" + encodeString("login") + auth))),
             QByteArray("token abc"));
    const QByteArray version3 = "\x04" + packet(2, "\x91" + auth);
    const Sightings sightings = Scanner({}).content(version3);
    QCOMPARE(said(sightings), QByteArray("token abc"));
    QCOMPARE(version3.mid(sightings[0].offset, sightings[0].length), QByteArray("abc"));
}

void TestScanner::knowsThePlaces()
{
    QCOMPARE(Scanner({}).content("40{\"token\":\"abc\"}")[0].place, Place::Connect);
    QCOMPARE(Scanner({}).content("42[{\"token\":\"abc\"}]")[0].place, Place::Payload);
    QCOMPARE(Scanner({}).address("/?token=abc")[0].place, Place::Address);
    QCOMPARE(Scanner({}).head("GET /?token=abc HTTP/1.1\r\n\r\n")[0].place, Place::Address);
    QCOMPARE(Scanner({}).form("password=abc")[0].place, Place::Body);
}

void TestScanner::followsTheUser()
{
    Rules rules;
    QByteArray error;
    QVERIFY(rules.addPath("/user/email", &error));
    QVERIFY(rules.addPattern("card ([0-9-]+)", &error));
    QVERIFY(rules.addPattern("secret\xc3\xa9", &error));
    const QByteArray content = "42[\"x\",{\"user\":{\"email\":\"a@b\"},\"\xc3\xa4\":\"card "
                               "12-34\",\"t\":\"secret\xc3\xa9\"}]";
    const Sightings sightings = Scanner(rules).content(content);
    QCOMPARE(said(sightings), QByteArray("path a@b|pattern 12-34|pattern secret\xc3\xa9"));
    for (const Sighting &one : sightings)
        QCOMPARE(content.mid(one.offset, one.length), one.value);
}

void TestScanner::takesAnything()
{
    const Scanner scanner({});
    QCOMPARE(scanner.content("{\"a\":[[[}}}]]\"").size(), std::size_t(0));
    QCOMPARE(scanner.content(QByteArray(5000, '[')).size(), std::size_t(0));
    QCOMPARE(scanner.content("\\\"\\").size(), std::size_t(0));
    QCOMPARE(scanner.content("{\"password\":\"\\").size(), std::size_t(1));
    QCOMPARE(scanner.head("\n:\n:::\n").size(), std::size_t(0));
    QCOMPARE(scanner.address("://@?&=;#").size(), std::size_t(0));
    QCOMPARE(scanner.content(QByteArray("\xdf\xff\xff\xff\xff", 5)).size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestScanner)
#include "tst_scanner.moc"
