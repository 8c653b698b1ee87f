// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/clientset.h"

#include "protocol/server/demoserver.h"
#include "protocol/tap/tapset.h"
#include "tests/support/recordingsink.h"

#include <QSignalSpy>
#include <QTest>

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
    QSignalSpy outcomes(&program.clients, &ClientSet::outcome);
    QSignalSpy messages(&program.clients, &ClientSet::messageReceived);
    QSignalSpy events(&program.clients, &ClientSet::eventReceived);
    program.clients.add(1, program.options(Protocol::WebSocket));
    program.clients.add(2, program.options(Protocol::SocketIo));
    program.clients.open(1);
    program.clients.open(2);
    QTRY_COMPARE(status.value(1).state, Client::State::Open);
    QTRY_VERIFY(!status.value(2).namespaces.isEmpty()
                && status.value(2).namespaces.first().state
                    == Client::NamespaceStatus::State::Connected);
    program.clients.send(1, 11, {Client::PlainMessage::Kind::Text, "hello"});
    QTRY_COMPARE(messages.size(), 1);
    QCOMPARE(messages.first().at(0).toUInt(), 1U);
    QCOMPARE(messages.first().at(1).toByteArray(), "hello");
    program.clients.emitEvent(2, 22, {.nsp = "/chat", .event = "history", .asksForAck = true});
    QTRY_VERIFY(outcomes.size() >= 2);
    program.clients.close(1);
    program.clients.close(2);
    QTRY_VERIFY(status.value(1).state == Client::State::Idle
                && status.value(2).state == Client::State::Idle);
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
