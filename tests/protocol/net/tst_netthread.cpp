// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/netthread.h"

#include <QTest>
#include <QTimer>

class TestNetThread : public QObject
{
    Q_OBJECT

private slots:
    void runsInItsOwnThread();
    void runsInOrder();
    void runsTimers();
    void clockGoesOn();
};

void TestNetThread::runsInItsOwnThread()
{
    Net::NetThread net;
    const QThread *ran = nullptr;
    net.run([&ran] { ran = QThread::currentThread(); });
    QVERIFY(ran != nullptr);
    QVERIFY(ran != QThread::currentThread());
    QCOMPARE(net.poller().thread(), ran);
}

void TestNetThread::runsInOrder()
{
    QList<int> order;
    Net::NetThread net;
    for (int i = 0; i < 100; ++i)
        net.post([&order, i] { order.append(i); });
    net.run([] {});
    QCOMPARE(order.size(), 100);
    QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
}

void TestNetThread::runsTimers()
{
    std::atomic<bool> isOver {false};
    Net::NetThread net;
    std::unique_ptr<QTimer> timer;
    net.run([&] {
        timer = std::make_unique<QTimer>();
        timer->callOnTimeout([&isOver] { isOver = true; });
        timer->start(1);
    });
    QTRY_VERIFY(isOver);
    net.run([&timer] { timer.reset(); });
}

void TestNetThread::clockGoesOn()
{
    const Net::Clock clock;
    const auto before = std::chrono::system_clock::now() - std::chrono::seconds(1);
    const auto first = clock.now();
    const auto second = clock.now();
    QVERIFY(first <= second);
    QVERIFY(first > before);
    QVERIFY(second < std::chrono::system_clock::now() + std::chrono::seconds(1));
}

QTEST_GUILESS_MAIN(TestNetThread)
#include "tst_netthread.moc"
