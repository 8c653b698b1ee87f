// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/answerfailure.h"

#include <QTest>

using Client::Failure;
using Client::FailureKind;
using Client::HttpAnswer;
using EngineIo::Revision;

Q_DECLARE_METATYPE(Client::FailureKind)

class TestAnswerFailure : public QObject
{
    Q_OBJECT

private slots:
    void knowsTheRevision_data();
    void knowsTheRevision();
    void judgesEngineIo_data();
    void judgesEngineIo();
    void judgesHandshakes_data();
    void judgesHandshakes();
    void namesTheVersionThatIsSpoken();
    void keepsTheLocation();
};

void TestAnswerFailure::knowsTheRevision_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("revision");
    QTest::newRow("4") << QByteArray(R"(0{"sid":"a"})") << 4;
    QTest::newRow("3 with CONNECT") << QByteArray(R"(12:0{"sid":"a"}2:40)") << 3;
    QTest::newRow("HTML") << QByteArray("<!DOCTYPE html>") << 0;
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("a number") << QByteArray("97") << 0;
    QTest::newRow("another packet") << QByteArray("2:40") << 0;
    QTest::newRow("no length") << QByteArray(":0{}") << 0;
}

void TestAnswerFailure::knowsTheRevision()
{
    QFETCH(const QByteArray, body);
    const auto revision = Client::revisionOfOpening(body);
    QTEST(revision ? int(*revision) : 0, "revision");
}

void TestAnswerFailure::judgesEngineIo_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<int>("code");
    const auto json = [](int code, const char *message) {
        return R"({"code":)" + QByteArray::number(code) + R"(,"message":")" + message + R"("})";
    };
    QTest::newRow("code 0") << 400 << json(0, "Transport unknown") << FailureKind::TransportRefused
                            << 0;
    QTest::newRow("code 1") << 400 << json(1, "Session ID unknown") << FailureKind::SessionUnknown
                            << 1;
    QTest::newRow("code 2") << 400 << json(2, "Bad handshake method") << FailureKind::EngineError
                            << 2;
    QTest::newRow("code 3") << 400 << json(3, "Bad request") << FailureKind::EngineError << 3;
    QTest::newRow("code 4") << 403 << json(4, "not you") << FailureKind::Forbidden << 4;
    QTest::newRow("code 5") << 400 << json(5, "Unsupported protocol version")
                            << FailureKind::WrongVersion << 5;
    QTest::newRow("text of a WebSocket's refusal")
        << 400 << QByteArray("Unsupported protocol version") << FailureKind::WrongVersion << 5;
    QTest::newRow("a page that is not there")
        << 404 << QByteArray("<html>Not Found") << FailureKind::NotSocketIo << -1;
    QTest::newRow("a page that is there")
        << 200 << QByteArray("<html>Hello") << FailureKind::NotSocketIo << -1;
    QTest::newRow("a plain WebSocket server")
        << 426 << QByteArray("Upgrade Required") << FailureKind::NotSocketIo << -1;
    QTest::newRow("a gateway") << 502 << QByteArray("<html>Bad Gateway") << FailureKind::HttpStatus
                               << -1;
    QTest::newRow("a password") << 401 << QByteArray("who?") << FailureKind::HttpStatus << -1;
    QTest::newRow("a redirect") << 302 << QByteArray() << FailureKind::Redirected << -1;
}

void TestAnswerFailure::judgesEngineIo()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    const Failure failure = Client::engineFailure({.status = status, .body = body}, Revision::V3);
    QTEST(failure.kind, "kind");
    QTEST(failure.engineCode, "code");
    QCOMPARE(failure.status, status);
    if (failure.engineCode < 0)
        QCOMPARE(failure.text, body);
}

void TestAnswerFailure::judgesHandshakes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<FailureKind>("kind");
    QTest::newRow("a page") << 200 << FailureKind::NotWebSocket;
    QTest::newRow("no page") << 404 << FailureKind::NotWebSocket;
    QTest::newRow("a bad request") << 400 << FailureKind::NotWebSocket;
    QTest::newRow("forbidden") << 403 << FailureKind::HttpStatus;
    QTest::newRow("unavailable") << 503 << FailureKind::HttpStatus;
    QTest::newRow("moved") << 301 << FailureKind::Redirected;
}

void TestAnswerFailure::judgesHandshakes()
{
    QFETCH(const int, status);
    const Failure failure = Client::handshakeFailure({.status = status});
    QTEST(failure.kind, "kind");
    QCOMPARE(failure.status, status);
}

void TestAnswerFailure::namesTheVersionThatIsSpoken()
{
    const HttpAnswer answer {.status = 400, .body = R"({"code":5,"message":"x"})"};
    QCOMPARE(Client::engineFailure(answer, Revision::V3).revision, 4);
    QCOMPARE(Client::engineFailure(answer, Revision::V4).revision, 3);
}

void TestAnswerFailure::keepsTheLocation()
{
    const HttpAnswer answer {.status = 308, .location = "https://example.org/"};
    QCOMPARE(Client::engineFailure(answer, Revision::V4).location, answer.location);
    QCOMPARE(Client::handshakeFailure(answer).location, answer.location);
}

QTEST_GUILESS_MAIN(TestAnswerFailure)

#include "tst_answerfailure.moc"
