// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/crew.h"
#include "protocol/compare/payload.h"
#include "protocol/compare/socketiopeer.h"
#include "protocol/compare/websocketpeer.h"
#include "protocol/server/demoserver.h"
#include "tests/support/countingrelay.h"

#include <QTest>

using namespace Compare;
using namespace std::chrono_literals;

namespace {

Crew::Make webSocket(const QByteArray &path)
{
    return [path](Net::Poller &poller) {
        return std::make_unique<WebSocketPeer>(poller, path, false);
    };
}

Crew::Make socketIo(Stack stack, const Target &target = {}, bool msgpack = false)
{
    return [=](Net::Poller &poller) {
        return std::make_unique<SocketIoPeer>(
            poller, target, SocketIoPeer::Options {.way = {stack, false, msgpack}});
    };
}

class EchoServer
{
public:
    explicit EchoServer(Threads &threads)
        : m_server(threads.server)
    {
        m_server.setEcho({});
        address = m_server.start().address;
    }
    quint16 port() const { return address.mid(address.lastIndexOf(':') + 1).toUShort(); }

    QByteArray address;

private:
    Server::DemoServer m_server;
};

} // namespace

Q_DECLARE_METATYPE(Stack)

class TestCrew : public QObject
{
    Q_OBJECT

private slots:
    void doesAllWorks_data();
    void doesAllWorks();
    void saysWhyItCannotOpen_data();
    void saysWhyItCannotOpen();
    void saysThatNobodyIsThere();
    void losesPatience();
    void noticesAnEndBetweenExercises();
    void noticesAnEndMeanwhile();
};

void TestCrew::doesAllWorks_data()
{
    QTest::addColumn<Stack>("stack");
    QTest::newRow("websocket") << Stack::WebSocket;
    QTest::newRow("socketio-websocket") << Stack::SocketIoWebSocket;
    QTest::newRow("socketio-upgrade") << Stack::SocketIoUpgrade;
    QTest::newRow("socketio-polling") << Stack::SocketIoPolling;
}

void TestCrew::doesAllWorks()
{
    QFETCH(Stack, stack);
    Threads threads;
    const EchoServer server(threads);
    for (const Work work : allWorks()) {
        const bool isWebSocket = stack == Stack::WebSocket;
        Crew crew(threads, 10s);
        for (int i = 0; i < (work == Work::Broadcast ? 4 : 1); ++i)
            crew.add(isWebSocket ? webSocket(work == Work::Broadcast ? "/ws/chat" : "/ws/echo")
                                 : socketIo(stack));
        QCOMPARE(crew.open(server.address), QByteArray());
        for (const qint64 size : {16, 100'000}) {
            const auto outcome = crew.exercise(work, payloads(20, size, work == Work::BinaryEcho));
            QCOMPARE(outcome.failure, QByteArray());
            QVERIFY(outcome.worked > 0ns && outcome.worked < 10s);
        }
    }
}

void TestCrew::saysWhyItCannotOpen_data()
{
    QTest::addColumn<Crew::Make>("make");
    QTest::addColumn<QByteArray>("words");
    Target elsewhere;
    elsewhere.path = "/elsewhere/";
    Target nobody;
    nobody.nsp = "/nobody";
    QTest::newRow("websocket path") << webSocket("/nowhere") << QByteArray("answered 404");
    QTest::newRow("polling path") << socketIo(Stack::SocketIoPolling, elsewhere)
                                  << QByteArray("answered 404");
    QTest::newRow("engine path") << socketIo(Stack::SocketIoWebSocket, elsewhere)
                                 << QByteArray("WebSocket could not be opened");
    QTest::newRow("namespace") << socketIo(Stack::SocketIoWebSocket, nobody)
                               << QByteArray("refused the namespace /nobody (Invalid namespace)");
    QTest::newRow("parser") << socketIo(Stack::SocketIoWebSocket, {}, true)
                            << QByteArray("connection ended");
}

void TestCrew::saysWhyItCannotOpen()
{
    QFETCH(Crew::Make, make);
    QFETCH(QByteArray, words);
    Threads threads;
    const EchoServer server(threads);
    Crew crew(threads, 10s);
    crew.add(make);
    const QByteArray failure = crew.open(server.address);
    QVERIFY2(failure.contains(words), failure.constData());
    QVERIFY2(failure.endsWith('.'), failure.constData());
}

void TestCrew::saysThatNobodyIsThere()
{
    Threads threads;
    quint16 port = 0;
    {
        const BlockingServer gone;
        port = gone.port();
    }
    const QByteArray address = "127.0.0.1:" + QByteArray::number(port);
    for (const auto &make : {webSocket("/"), socketIo(Stack::SocketIoPolling)}) {
        Crew crew(threads, 10s);
        crew.add(make);
        QVERIFY(!crew.open(address).isEmpty());
    }
}

void TestCrew::losesPatience()
{
    Threads threads;
    const BlockingServer silent;
    Crew crew(threads, 100ms);
    crew.add(webSocket("/"));
    QCOMPARE(crew.open("127.0.0.1:" + QByteArray::number(silent.port())),
             QByteArray("Nothing came for 0.1 s."));

    const EchoServer server(threads);
    Crew other(threads, 100ms);
    other.add(webSocket("/ws/chat"));
    QCOMPARE(other.open(server.address), QByteArray());
    QCOMPARE(other.exercise(Work::Echo, payloads(1, 16, false)).failure, // nobody answers there
             QByteArray("Nothing came for 0.1 s."));
}

void TestCrew::noticesAnEndBetweenExercises()
{
    Threads threads;
    const EchoServer server(threads);
    CountingRelay relay(server.port());
    Crew crew(threads, 10s);
    crew.add(webSocket("/ws/echo"));
    QCOMPARE(crew.open("127.0.0.1:" + QByteArray::number(relay.port())), QByteArray());
    QCOMPARE(crew.exercise(Work::Echo, payloads(3, 16, false)).failure, QByteArray());
    relay.die();
    threads.sleep(200ms);
    QCOMPARE(crew.exercise(Work::Echo, payloads(3, 16, false)).failure,
             QByteArray("The connection was lost."));
}

void TestCrew::noticesAnEndMeanwhile()
{
    Threads threads;
    const EchoServer server(threads);
    CountingRelay relay(server.port());
    Crew crew(threads, 10s);
    crew.add(socketIo(Stack::SocketIoPolling));
    QCOMPARE(crew.open("127.0.0.1:" + QByteArray::number(relay.port())), QByteArray());
    relay.dieAfter(100'000);
    const QByteArray failure = crew.exercise(Work::Echo, payloads(100'000, 1000, false)).failure;
    QCOMPARE(failure, QByteArray("The connection ended (transport error)."));
}

QTEST_GUILESS_MAIN(TestCrew)
#include "tst_crew.moc"
