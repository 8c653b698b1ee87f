// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tapset.h"

#include "protocol/net/filelimit.h"
#include "tests/protocol/tap/runningtap.h"
#include "tests/support/blockingsocket.h"

#include <QTest>

#include <sys/resource.h>

using Capture::Direction;
using End = BlockingSocket::End;

class TestTapSet : public QObject
{
    Q_OBJECT

private slots:
    void listensOnLoopbackOnly();
    void listensOnTheAddressItIsTold();
    void listensOnIpv6();
    void saysWhyItCannotListen();
    void refusesItselfAsTarget();
    void runsSeveralTaps();
    void addsAndRemovesWhileRunning();
    void cutsConnectionsWhenRemoved();
    void numbersConnectionsFromWhereItIsTold();
    void reportsCountsOfUnknownTapsAsZero();
    void relaysManyConnections_data();
    void relaysManyConnections();
    void survivesWithoutDescriptors();
};

void TestTapSet::listensOnLoopbackOnly()
{
    const BlockingServer server;
    RunningTap tap(RunningTap::inFrontOf(server.port()));
    QCOMPARE(tap.error, QByteArray());
    QVERIFY(tap.address.startsWith("127.0.0.1:"));
    // "localhost" may be ::1 to a client.
    auto client = BlockingSocket::connectTo(tap.port(), true);
    QVERIFY(client.isOpen());
    auto peer = server.accept();
    QVERIFY(client.send("x"));
    QCOMPARE(peer.receive(1), QByteArray("x"));
}

void TestTapSet::listensOnTheAddressItIsTold()
{
    const BlockingServer server;
    auto options = RunningTap::inFrontOf(server.port());
    options.address = "0.0.0.0";
    RunningTap tap(options);
    QVERIFY(tap.address.startsWith("0.0.0.0:"));
    QVERIFY(BlockingSocket::connectTo(tap.port()).isOpen());
    QVERIFY(!BlockingSocket::connectTo(tap.port(), true).isOpen());
}

void TestTapSet::listensOnIpv6()
{
    const BlockingServer server(true);
    auto options = RunningTap::inFrontOf(server.port(), "::1");
    options.address = "::1";
    RunningTap tap(options);
    QVERIFY2(tap.address.startsWith("[::1]:"), tap.error.constData());
    auto client = BlockingSocket::connectTo(tap.port(), true);
    auto peer = server.accept();
    QVERIFY(client.send("over six"));
    QCOMPARE(peer.receive(8), QByteArray("over six"));
    QTRY_COMPARE(tap.sink.count<Capture::WireConnected>(), 1);
    QVERIFY(tap.sink.all<Capture::WireOpened>().front().client.startsWith("[::1]:"));
    QCOMPARE(tap.sink.all<Capture::WireConnected>().front().peer,
             "[::1]:" + QByteArray::number(server.port()));
}

void TestTapSet::saysWhyItCannotListen()
{
    const BlockingServer taken;
    auto options = RunningTap::inFrontOf(1);
    options.port = taken.port();
    const RunningTap tap(options);
    QCOMPARE(tap.error,
             "Could not listen on 127.0.0.1:" + QByteArray::number(taken.port())
                 + ": address already in use.");
    options.address = "nowhere";
    QCOMPARE(RunningTap(options).error, QByteArray("\"nowhere\" is no address to listen on."));
}

void TestTapSet::refusesItselfAsTarget()
{
    for (const QByteArray &host : {QByteArray("127.0.0.1"), QByteArray("localhost")}) {
        auto options = RunningTap::inFrontOf(45671, host);
        options.port = 45671;
        QCOMPARE(RunningTap(options).error,
                 QByteArray("A tap on 127.0.0.1:45671 cannot have itself as its target."));
    }
}

void TestTapSet::runsSeveralTaps()
{
    const BlockingServer one;
    const BlockingServer two;
    Net::NetThread net;
    RecordingSink sink;
    Tap::TapSet taps(net, sink);
    QSignalSpy started(&taps, &Tap::TapSet::started);
    taps.add(1, RunningTap::inFrontOf(one.port()));
    taps.add(2, RunningTap::inFrontOf(two.port()));
    QTRY_COMPARE(started.size(), 2);
    for (const QList<QVariant> &arguments : started) {
        const BlockingServer &server = arguments.at(0).toUInt() == 1 ? one : two;
        const QByteArray address = arguments.at(1).toByteArray();
        auto client
            = BlockingSocket::connectTo(address.mid(address.lastIndexOf(':') + 1).toUShort());
        auto peer = server.accept();
        QVERIFY(client.send(address));
        QCOMPARE(peer.receive(address.size()), address);
    }
    const auto opened = sink.all<Capture::WireOpened>();
    QCOMPARE(opened.size(), 2U);
    QVERIFY(opened[0].source != opened[1].source);
    QVERIFY(opened[0].connection != opened[1].connection);
}

void TestTapSet::addsAndRemovesWhileRunning()
{
    const BlockingServer server;
    RunningTap tap(RunningTap::inFrontOf(server.port()));
    auto client = BlockingSocket::connectTo(tap.port());
    auto peer = server.accept();
    QSignalSpy started(&tap.taps(), &Tap::TapSet::started);
    QSignalSpy removed(&tap.taps(), &Tap::TapSet::removed);
    for (quint32 source = 100; source < 120; ++source) {
        tap.taps().add(source, RunningTap::inFrontOf(server.port()));
        QTRY_COMPARE(started.size(), int(source) - 99);
        tap.taps().remove(source);
        QTRY_COMPARE(removed.size(), int(source) - 99);
        QVERIFY(client.send("still here"));
        QCOMPARE(peer.receive(10), QByteArray("still here"));
    }
    const QByteArray address = started.last().at(1).toByteArray();
    QVERIFY(
        !BlockingSocket::connectTo(address.mid(address.lastIndexOf(':') + 1).toUShort()).isOpen());
}

void TestTapSet::cutsConnectionsWhenRemoved()
{
    const BlockingServer server;
    RunningTap tap(RunningTap::inFrontOf(server.port()));
    auto client = BlockingSocket::connectTo(tap.port());
    auto peer = server.accept();
    QTRY_COMPARE(tap.sink.count<Capture::WireConnected>(), 1);
    tap.taps().remove(RunningTap::Source);
    QCOMPARE(client.waitForEnd(), End::Reset);
    QCOMPARE(peer.waitForEnd(), End::Reset);
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.all<Capture::WireClosed>().front().problem,
             std::optional(Problem::TapCutOff));
}

void TestTapSet::numbersConnectionsFromWhereItIsTold()
{
    const BlockingServer server;
    Net::NetThread net;
    RecordingSink sink;
    Tap::TapSet taps(net, sink, 500);
    QSignalSpy started(&taps, &Tap::TapSet::started);
    taps.add(1, RunningTap::inFrontOf(server.port()));
    QTRY_COMPARE(started.size(), 1);
    const QByteArray address = started.first().at(1).toByteArray();
    const auto client
        = BlockingSocket::connectTo(address.mid(address.lastIndexOf(':') + 1).toUShort());
    QTRY_COMPARE(sink.count<Capture::WireOpened>(), 1);
    QCOMPARE(sink.all<Capture::WireOpened>().front().connection, Capture::Id(500));
}

void TestTapSet::reportsCountsOfUnknownTapsAsZero()
{
    const BlockingServer server;
    RunningTap tap(RunningTap::inFrontOf(server.port()));
    QCOMPARE(tap.taps().counts(4711), Tap::TapCounts());
}

void TestTapSet::relaysManyConnections_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("100") << 100;
    QTest::newRow("2000") << 2000;
}

void TestTapSet::relaysManyConnections()
{
    QFETCH(int, count);
    QVERIFY(Net::raiseFileLimit() > quint64(count) * 4 + 100);
    const BlockingServer server;
    RunningTap tap(RunningTap::inFrontOf(server.port()));
    std::vector<BlockingSocket> clients;
    std::vector<BlockingSocket> peers;
    for (int i = 0; i < count; ++i) {
        clients.push_back(BlockingSocket::connectTo(tap.port()));
        QVERIFY(clients.back().isOpen());
        QVERIFY(clients.back().send("number " + QByteArray::number(i).rightJustified(5, '0')));
    }
    // The server may see them in another order.
    for (int i = 0; i < count; ++i) {
        peers.push_back(server.accept());
        QVERIFY(peers.back().isOpen());
        const QByteArray said = peers.back().receive(12);
        QVERIFY(peers.back().send("echo of " + said));
    }
    for (int i = 0; i < count; ++i) {
        QCOMPARE(clients[std::size_t(i)].receive(20),
                 "echo of number " + QByteArray::number(i).rightJustified(5, '0'));
    }
    QCOMPARE(tap.counts().open, quint64(count));
    clients.clear();
    peers.clear();
    QTRY_COMPARE(tap.counts().open, quint64(0));
    QCOMPARE(tap.sink.count<Capture::WireClosed>(), count);
}

void TestTapSet::survivesWithoutDescriptors()
{
    const BlockingServer server;
    RunningTap tap(RunningTap::inFrontOf(server.port()));
    auto early = BlockingSocket::connectTo(tap.port());
    auto earlyPeer = server.accept();
    QTRY_COMPARE(tap.counts().accepted, quint64(1));
    // While the tap looks for another client the system holds a descriptor for that one, which
    // would be free again behind the one that is taken here.
    tap.net().run([] {});
    auto late = BlockingSocket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));

    // Take what is left, but for the socket that is there already.
    rlimit before {};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit low = before;
    low.rlim_cur = rlim_t(late.descriptor()) + 1;
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &low), 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(tap.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int connected
        = ::connect(late.descriptor(), reinterpret_cast<sockaddr *>(&address), sizeof(address));
    const bool paused = QTest::qWaitFor([&tap] { return tap.counts().acceptPauses > 0; }, 5000);
    const bool alive = early.send("x") && earlyPeer.receive(1) == "x";
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QCOMPARE(connected, 0);
    QVERIFY(paused);
    QVERIFY(alive);

    // When there are some again the client that waited is served.
    auto peer = server.accept();
    QVERIFY(peer.isOpen());
    QVERIFY(late.send("at last"));
    QCOMPARE(peer.receive(7), QByteArray("at last"));
}

QTEST_GUILESS_MAIN(TestTapSet)
#include "tst_tapset.moc"
