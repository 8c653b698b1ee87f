// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/threads.h"
#include "protocol/compare/threadtime.h"

#include <QElapsedTimer>
#include <QTest>

using namespace std::chrono_literals;
using Compare::Threads;
using Waited = Threads::Waited;

class TestThreads : public QObject
{
    Q_OBJECT

private slots:
    void waitsUntilItIsDone();
    void isImpatient();
    void isPatientWhileSomethingGoesOn();
    void stopsWaitingWhenItIsCancelled();
    void tellsTheWorkOfThreadsApart();
};

void TestThreads::waitsUntilItIsDone()
{
    Threads threads;
    std::atomic<int> done {0};
    threads.clients.post([&] {
        ++done;
        threads.ring();
    });
    QCOMPARE(threads.wait(10s, [&] { return done == 1; }), Waited::Done);
    QCOMPARE(threads.wait(0ms, [] { return true; }), Waited::Done);
}

void TestThreads::isImpatient()
{
    Threads threads;
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(threads.wait(30ms, [] { return false; }), Waited::TimedOut);
    QVERIFY(clock.elapsed() >= 30);
    threads.ring(); // for nobody
    QCOMPARE(threads.sleep(30ms), Waited::TimedOut);
}

void TestThreads::isPatientWhileSomethingGoesOn()
{
    Threads threads;
    QElapsedTimer clock;
    clock.start();
    const auto progress = [&] { return qMin<qint64>(clock.elapsed() / 100, 10); };
    QCOMPARE(threads.wait(
                 500ms, [] { return false; }, progress),
             Waited::TimedOut);
    QVERIFY(clock.elapsed() >= 1400);
}

void TestThreads::stopsWaitingWhenItIsCancelled()
{
    Threads threads;
    threads.clients.post([&] { threads.cancel(); });
    QCOMPARE(threads.wait(10s, [] { return false; }), Waited::Cancelled);
    QVERIFY(threads.isCancelled());
    QCOMPARE(threads.wait(10s, [] { return true; }), Waited::Done);
}

void TestThreads::tellsTheWorkOfThreadsApart()
{
    Threads threads;
    std::chrono::nanoseconds before {0};
    std::chrono::nanoseconds after {0};
    std::chrono::nanoseconds idle {0};
    std::chrono::nanoseconds idleAfter {0};
    threads.server.run([&] { idle = Compare::threadTime(); });
    threads.clients.run([&] {
        before = Compare::threadTime();
        while (Compare::threadTime() < before + 50ms) { }
        after = Compare::threadTime();
    });
    threads.server.run([&] { idleAfter = Compare::threadTime(); });
    QVERIFY(after - before >= 50ms);
    QVERIFY(idleAfter - idle < 25ms);
}

QTEST_GUILESS_MAIN(TestThreads)
#include "tst_threads.moc"
