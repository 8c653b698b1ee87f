// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/poller.h"

#include <QTest>

#include <cerrno>
#include <functional>
#include <memory>
#include <thread>

using Net::Address;
using Net::Poller;
using Net::Socket;

namespace {

class Hearer final : public Poller::Handler
{
public:
    std::function<void(Poller::Ready)> heard = [](Poller::Ready) {};
    int calls = 0;
    Poller::Ready last;

private:
    void onReady(Poller::Ready ready) override
    {
        ++calls;
        last = ready;
        heard(ready);
    }
};

/// Two ends of one connection over loopback.
struct Pair
{
    Pair()
    {
        auto listening = Socket::listen(*Address::fromLiteral("127.0.0.1", 0));
        one = Socket::connect(listening.socket.localAddress()).socket;
        if (QTest::qWaitFor([&] {
                auto accepted = listening.socket.accept();
                two = std::move(accepted.socket);
                return two.isOpen();
            }))
            isUp = true;
    }

    Socket one;
    Socket two;
    bool isUp = false;
};

QByteArray readAll(const Socket &socket)
{
    QByteArray bytes(100, Qt::Uninitialized);
    bytes.truncate(socket.read(bytes.data(), bytes.size()).bytes);
    return bytes;
}

} // namespace

class TestPoller : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfBytesFinsAndResets();
    void tellsOnceUntilRearmed();
    void tellsWhenAConnectIsDone();
    void forgetsWhatIsRemoved();
    void forgetsWhatAnEarlierHandlerRemoved();
    void runsWhatIsPosted();
    void keepsTheSocketsErrors();
};

void TestPoller::tellsOfBytesFinsAndResets()
{
    Pair pair;
    QVERIFY(pair.isUp);
    Poller poller;
    Hearer hearer;
    QCOMPARE(poller.add(pair.one.descriptor(), hearer), 0);
    QTRY_VERIFY(hearer.last.writable);
    QVERIFY(!hearer.last.readable);
    pair.two.write("hello", 5);
    QTRY_VERIFY(hearer.last.readable);
    QVERIFY(!hearer.last.peerEnded);
    QCOMPARE(readAll(pair.one), QByteArray("hello"));
    pair.two.finish();
    QTRY_VERIFY(hearer.last.peerEnded);
    QVERIFY(!hearer.last.failed);
    pair.two.reset();
    QTRY_VERIFY(hearer.last.failed);
    poller.remove(pair.one.descriptor());
}

void TestPoller::tellsOnceUntilRearmed()
{
    Pair pair;
    QVERIFY(pair.isUp);
    Poller poller;
    Hearer hearer;
    poller.add(pair.one.descriptor(), hearer);
    pair.two.write("hello", 5);
    QTRY_VERIFY(hearer.last.readable);
    const int calls = hearer.calls;
    bool isLater = false;
    poller.post([&isLater] { isLater = true; });
    QTRY_VERIFY(isLater);
    QCOMPARE(hearer.calls, calls);
    poller.rearm(pair.one.descriptor());
    QTRY_COMPARE(hearer.calls, calls + 1);
    QVERIFY(hearer.last.readable);
    poller.remove(pair.one.descriptor());
}

void TestPoller::tellsWhenAConnectIsDone()
{
    quint16 closedPort = 0;
    {
        const auto listening = Socket::listen(*Address::fromLiteral("::1", 0));
        closedPort = listening.socket.localAddress().port();
    }
    auto opened = Socket::connect(*Address::fromLiteral("::1", closedPort));
    QCOMPARE(opened.error, 0);
    Poller poller;
    Hearer hearer;
    poller.add(opened.socket.descriptor(), hearer);
    QTRY_VERIFY(hearer.last.writable);
    QCOMPARE(opened.socket.takeError(), ECONNREFUSED);
    QCOMPARE(opened.socket.takeError(), 0);
    poller.remove(opened.socket.descriptor());
}

void TestPoller::forgetsWhatIsRemoved()
{
    Pair pair;
    QVERIFY(pair.isUp);
    Poller poller;
    Hearer hearer;
    poller.add(pair.one.descriptor(), hearer);
    poller.remove(pair.one.descriptor());
    pair.two.write("hello", 5);
    bool isLater = false;
    poller.post([&isLater] { isLater = true; });
    QTRY_VERIFY(isLater);
    QCOMPARE(hearer.calls, 0);
}

void TestPoller::forgetsWhatAnEarlierHandlerRemoved()
{
    // Both have news in one turn; whoever hears first frees the other.
    Pair first;
    Pair second;
    QVERIFY(first.isUp && second.isUp);
    Poller poller;
    auto one = std::make_unique<Hearer>();
    auto two = std::make_unique<Hearer>();
    one->heard = [&](Poller::Ready) {
        poller.remove(second.one.descriptor());
        two.reset();
    };
    two->heard = [&](Poller::Ready) {
        poller.remove(first.one.descriptor());
        one.reset();
    };
    poller.add(first.one.descriptor(), *one);
    poller.add(second.one.descriptor(), *two);
    QTRY_VERIFY(!one || !two);
    bool isLater = false;
    poller.post([&isLater] { isLater = true; });
    QTRY_VERIFY(isLater);
    QVERIFY(one || two);
    poller.remove(one ? first.one.descriptor() : second.one.descriptor());
}

void TestPoller::runsWhatIsPosted()
{
    Poller poller;
    QList<int> order;
    std::thread other([&] {
        for (int i = 0; i < 1000; ++i)
            poller.post([&order, i] { order.append(i); });
    });
    other.join();
    QTRY_COMPARE(order.size(), 1000);
    QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
    poller.post([&] { poller.post([&] { order.append(-1); }); });
    QTRY_COMPARE(order.size(), 1001);
}

void TestPoller::keepsTheSocketsErrors()
{
    const auto listening = Socket::listen(*Address::fromLiteral("127.0.0.1", 0));
    QCOMPARE(Socket::listen(listening.socket.localAddress()).error, EADDRINUSE);
    QCOMPARE(listening.socket.accept().error, EAGAIN);
    QCOMPARE(Net::errorText(ECONNREFUSED), QByteArray("connection refused"));
    Pair pair;
    QVERIFY(pair.isUp);
    QVERIFY(pair.one.peerAddress() == pair.two.localAddress());
    char byte = 0;
    QVERIFY(pair.one.read(&byte, 1).wouldBlock());
    pair.two.close();
    QTRY_VERIFY(!pair.one.read(&byte, 1).wouldBlock());
    QCOMPARE(pair.one.read(&byte, 1).error, 0);
    QCOMPARE(pair.one.read(&byte, 1).bytes, 0);
}

QTEST_GUILESS_MAIN(TestPoller)
#include "tst_poller.moc"
