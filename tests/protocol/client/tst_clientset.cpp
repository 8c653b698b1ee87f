// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/clientset.h"

#include "protocol/server/demoserver.h"
#include "protocol/tap/tapset.h"
#include "tests/support/recordingsink.h"

#include <QSignalSpy>
#include <QTest>

using Capture::Direction;
using Client::ClientOptions;
using Client::ClientSet;
using Client::ClientStatus;
using Client::Protocol;

namespace {

/// A demo server and a set of clients, as a program has them.
struct Program
{
    Program() { address = server.start().address; }

    ClientOptions options(Protocol protocol) const
    {
        ClientOptions made;
        made.protocol = protocol;
        made.url = "http://" + address + (protocol == Protocol::WebSocket ? "/echo" : "");
        made.namespaces = {{.name = "/chat", .auth = R"({"name":"set"})"}};
        return made;
    }

    Net::NetThread net;
    RecordingSink sink;
    Server::DemoServer server {net};
    Tap::TapSet taps {net, sink};
    ClientSet clients {net, taps};
    QByteArray address;
};

} // namespace

class TestClientSet : public QObject
{
    Q_OBJECT

private slots:
    void runsBothKinds();
    void leavesOutWhatNobodyHearsInTime();
    void ignoresWhatDoesNotFit();
    void removesWhileConnected();
    void numbersConnectionsWithTheTaps();
};

void TestClientSet::runsBothKinds()
{
    Program program;
    QHash<quint32, ClientStatus> status;
    QObject::connect(&program.clients, &ClientSet::statusChanged, &program.clients,
                     [&](quint32 source, const ClientStatus &now) {
                         QCOMPARE(QThread::currentThread(), program.clients.thread());
                         status[source] = now;
                     });
    using Fate = std::tuple<quint32, quint64, Client::Outcome::Kind>;
    QList<Fate> fates;
    QObject::connect(&program.clients, &ClientSet::outcome, &program.clients,
                     [&](quint32 source, const Client::Outcome &outcome) {
                         fates.append({source, outcome.number, outcome.kind});
                     });
    program.clients.add(1, program.options(Protocol::WebSocket));
    program.clients.add(2, program.options(Protocol::SocketIo));
    program.clients.open(1);
    program.clients.open(2);
    QTRY_COMPARE(status.value(1).state, Client::State::Open);
    QTRY_VERIFY(!status.value(2).namespaces.isEmpty()
                && status.value(2).namespaces.first().state
                    == Client::NamespaceStatus::State::Connected);
    program.clients.send(1, 11, {Client::PlainMessage::Kind::Text, "hello"});
    program.clients.emitEvent(2, 22, {.nsp = "/chat", .event = "history", .asksForAck = true});
    QTRY_VERIFY(fates.contains({1, 11, Client::Outcome::Kind::Sent}));
    QTRY_VERIFY(fates.contains({2, 22, Client::Outcome::Kind::Answered}));
    program.clients.close(1);
    program.clients.close(2);
    QTRY_VERIFY(status.value(1).state == Client::State::Idle
                && status.value(2).state == Client::State::Idle);
}

void TestClientSet::leavesOutWhatNobodyHearsInTime()
{
    Program program;
    QSet<quint32> connected;
    QObject::connect(&program.clients, &ClientSet::statusChanged, &program.clients,
                     [&](quint32 source, const ClientStatus &now) {
                         if (Client::isConnected(Protocol::SocketIo, now))
                             connected.insert(source);
                     });
    qsizetype heard = 0;
    QByteArray last;
    QObject::connect(&program.clients, &ClientSet::eventReceived, &program.clients,
                     [&](quint32 source, const Client::ReceivedEvent &event) {
                         if (source != 2 || event.name != "typing")
                             return;
                         heard += event.arguments.json.size();
                         last = event.arguments.json;
                     });
    for (const quint32 source : {1U, 2U}) {
        program.clients.add(source, program.options(Protocol::SocketIo));
        program.clients.open(source);
    }
    QTRY_COMPARE(connected.size(), 2);

    constexpr int Messages = 80;
    constexpr qsizetype Size = 500'000;
    const auto type = [&](const QByteArray &text) {
        program.clients.emitEvent(
            1, 1, {.nsp = "/chat", .event = "typing", .arguments = {'"' + text + '"', {}}});
    };
    for (int i = 0; i < Messages; ++i)
        type(QByteArray(Size, 'x'));
    // This thread is busy until all have arrived.
    QDeadlineTimer patience(60'000);
    while (program.sink.byteCount(Direction::Received) < Messages * Size && !patience.hasExpired())
        program.net.run([] {});
    QVERIFY(!patience.hasExpired());
    for (int i = 0; i < 100 && !last.startsWith("\"at last\""); ++i) {
        type("at last");
        QTest::qWait(50);
    }
    QVERIFY2(last.startsWith("\"at last\""), last.constData()); // an offset for recovery follows
    QVERIFY2(heard < 25'000'000, qPrintable(QString::number(heard)));
}

void TestClientSet::ignoresWhatDoesNotFit()
{
    Program program;
    QSignalSpy outcomes(&program.clients, &ClientSet::outcome);
    QSignalSpy removed(&program.clients, &ClientSet::removed);
    program.clients.add(1, program.options(Protocol::WebSocket));
    program.clients.emitEvent(1, 1, {.event = "x"});
    program.clients.connectTo(1, {});
    program.clients.send(4711, 1, {});
    program.clients.open(4711);
    program.clients.remove(1);
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(outcomes.size(), 0);
}

void TestClientSet::removesWhileConnected()
{
    Program program;
    QSignalSpy statuses(&program.clients, &ClientSet::statusChanged);
    QSignalSpy removed(&program.clients, &ClientSet::removed);
    program.clients.add(1, program.options(Protocol::SocketIo));
    program.clients.open(1);
    QTRY_VERIFY(program.sink.count<Capture::WireConnected>() > 0);
    program.clients.remove(1);
    QTRY_COMPARE(removed.size(), 1);
    QTRY_COMPARE(program.sink.count<Capture::WireClosed>(),
                 program.sink.count<Capture::WireOpened>());
}

void TestClientSet::numbersConnectionsWithTheTaps()
{
    Program program;
    for (const quint32 source : {5U, 6U}) {
        program.clients.add(source, program.options(Protocol::WebSocket));
        program.clients.open(source);
    }
    QTRY_COMPARE(program.sink.count<Capture::WireOpened>(), 2);
    const auto opened = program.sink.all<Capture::WireOpened>();
    QVERIFY(opened[0].connection != opened[1].connection);
    QVERIFY(opened[0].source != opened[1].source);
    QCOMPARE(opened[0].source + opened[1].source, 11U);
}

QTEST_GUILESS_MAIN(TestClientSet)

#include "tst_clientset.moc"
