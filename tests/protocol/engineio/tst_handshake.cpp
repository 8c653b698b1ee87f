// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/handshake.h"

#include <QTest>

using namespace EngineIo;
using namespace std::chrono_literals;

class TestHandshake : public QObject
{
    Q_OBJECT

private slots:
    void readsAllServers_data();
    void readsAllServers();
    void roundTrip();
    void incomplete_data();
    void incomplete();
    void errorBody();
};

void TestHandshake::readsAllServers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("maxPayload");
    QTest::newRow("socket.io 4.8") << QByteArray(
        R"({"sid":"GVE42ACVDI27M4s9AAAi","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000})")
                                   << qint64(1'000'000);
    QTest::newRow("socket.io 2.5") << QByteArray(
        R"({"sid":"GVE42ACVDI27M4s9AAAi","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000})")
                                   << qint64(-1);
    QTest::newRow("python-engineio") << QByteArray(
        R"({"sid":"GVE42ACVDI27M4s9AAAi","upgrades":["websocket"],"pingTimeout":20000,"pingInterval":25000})")
                                     << qint64(-1);
}

void TestHandshake::readsAllServers()
{
    QFETCH(QByteArray, json);
    QFETCH(qint64, maxPayload);
    const auto handshake = Handshake::fromJson(json);
    QVERIFY(handshake);
    QCOMPARE(handshake->sid, "GVE42ACVDI27M4s9AAAi");
    QCOMPARE(handshake->upgrades, QList<QByteArray> {"websocket"});
    QVERIFY(handshake->pingInterval == 25s);
    QVERIFY(handshake->pingTimeout == 20s);
    QCOMPARE(handshake->maxPayload.value_or(-1), maxPayload);
}

void TestHandshake::roundTrip()
{
    for (
        const QByteArray json :
        {R"({"sid":"a","upgrades":["websocket","webtransport"],"pingInterval":1,"pingTimeout":2,"maxPayload":3})",
         R"({"sid":"a","upgrades":[],"pingInterval":1,"pingTimeout":2})"})
        QCOMPARE(Handshake::fromJson(json)->toJson(), json);
}

void TestHandshake::incomplete_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"", "{}", "[]", R"({"sid":"a")", R"({"sid":""})", R"({"sid":5})", "null"})
        QTest::newRow(json) << QByteArray(json);
}

void TestHandshake::incomplete()
{
    QFETCH(QByteArray, json);
    QVERIFY(!Handshake::fromJson(json));
}

void TestHandshake::errorBody()
{
    const auto error = ErrorBody::fromJson(R"({"code":1,"message":"Session ID unknown"})");
    QVERIFY(error);
    QCOMPARE(error->code, 1);
    QCOMPARE(error->message, "Session ID unknown");
    QCOMPARE(error->toJson(), R"({"code":1,"message":"Session ID unknown"})");
    QVERIFY(!ErrorBody::fromJson("ok"));
    QVERIFY(!ErrorBody::fromJson(R"({"message":"x"})"));
}

QTEST_APPLESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
