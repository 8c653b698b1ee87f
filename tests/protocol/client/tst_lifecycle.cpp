// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lifecycle.h"

#include <QTest>

using namespace std::chrono_literals;
using Client::ClientOptions;
using Client::ClientStatus;
using Client::Failure;
using Client::FailureKind;
using Client::Lifecycle;
using Client::State;

class TestLifecycle : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void opensAndCloses();
    void comesBack();
    void givesUp();
    void staysAway();
    void leavesForAReason();
    void losesPatience();
    void losesPatienceWithLeaving();
    void opensAgainWhileItLeaves();
    void saysThingsOnce();

private:
    void make(const ClientOptions &options)
    {
        m_life = std::make_unique<Lifecycle>(
            options,
            Lifecycle::Calls {.start = [this] { m_calls += "start "; },
                              .leave = [this] { m_calls += "leave "; },
                              .cut = [this] { m_calls += "cut "; },
                              .tell
                              = [this](const ClientStatus &status) { m_told.append(status); }});
    }
    static Failure lost()
    {
        Failure failure;
        failure.kind = FailureKind::Lost;
        return failure;
    }

    QByteArray m_calls;
    QList<ClientStatus> m_told;
    std::unique_ptr<Lifecycle> m_life;
};

void TestLifecycle::init()
{
    m_calls.clear();
    m_told.clear();
    ClientOptions options;
    options.reconnection.delay = 10ms;
    options.reconnection.maximum = 20ms;
    options.reconnection.randomization = 0;
    make(options);
}

void TestLifecycle::opensAndCloses()
{
    m_life->open();
    QCOMPARE(m_told.last().state, State::Connecting);
    m_life->open(); // is under way
    m_life->opened();
    QCOMPARE(m_told.last().state, State::Open);
    m_life->close();
    m_life->close();
    QVERIFY(m_life->isLeaving());
    QCOMPARE(m_calls, QByteArray("start leave "));
    m_life->ended(lost());
    QCOMPARE(m_told.last().state, State::Idle);
    QVERIFY(!m_told.last().failure);
}

void TestLifecycle::comesBack()
{
    m_life->open();
    m_life->opened();
    m_life->ended(lost());
    QCOMPARE(m_told.last().state, State::Waiting);
    QCOMPARE(m_told.last().attempt, 1);
    QCOMPARE(m_told.last().retryIn, 10ms);
    QCOMPARE(m_told.last().failure.kind, FailureKind::Lost);
    QTRY_COMPARE(m_calls, QByteArray("start start "));
    m_life->ended(lost());
    QCOMPARE(m_told.last().attempt, 2);
    QCOMPARE(m_told.last().retryIn, 20ms);
    QTRY_COMPARE(m_calls, QByteArray("start start start "));
    m_life->opened();
    QCOMPARE(m_told.last().attempt, 0);
    m_life->ended(lost());
    QCOMPARE(m_told.last().retryIn, 10ms); // counted anew
    m_life->close();
    QCOMPARE(m_told.last().state, State::Idle);
}

void TestLifecycle::givesUp()
{
    ClientOptions options;
    options.reconnection.delay = 1ms;
    options.reconnection.attempts = 1;
    make(options);
    m_life->open();
    m_life->ended(lost());
    QTRY_COMPARE(m_calls, QByteArray("start start "));
    m_life->ended(lost());
    QCOMPARE(m_told.last().state, State::Failed);
    m_life->open(); // all over again
    QCOMPARE(m_told.last().state, State::Connecting);
    m_life->ended(lost());
    QCOMPARE(m_told.last().state, State::Waiting);
}

void TestLifecycle::staysAway()
{
    m_life->open();
    m_life->ended(lost(), Lifecycle::Again::Never);
    QCOMPARE(m_told.last().state, State::Failed);
}

void TestLifecycle::leavesForAReason()
{
    m_life->open();
    m_life->opened();
    Failure failure;
    failure.kind = FailureKind::DisconnectedByServer;
    m_life->close(failure);
    m_life->ended({});
    QCOMPARE(m_told.last().state, State::Failed);
    QCOMPARE(m_told.last().failure, failure);
}

void TestLifecycle::losesPatience()
{
    ClientOptions options;
    options.openTimeout = 5ms;
    make(options);
    m_life->open();
    QTRY_COMPARE(m_calls, QByteArray("start cut "));
    QCOMPARE(m_told.last().state, State::Waiting);
    QCOMPARE(m_told.last().failure.kind, FailureKind::TimedOut);
}

void TestLifecycle::losesPatienceWithLeaving()
{
    m_life->open();
    m_life->opened();
    m_life->close();
    QTRY_COMPARE(m_calls, QByteArray("start leave cut "));
    QCOMPARE(m_told.last().state, State::Idle);
}

void TestLifecycle::opensAgainWhileItLeaves()
{
    m_life->open();
    m_life->opened();
    m_life->close();
    m_life->open();
    QCOMPARE(m_calls, QByteArray("start leave cut start "));
    QVERIFY(!m_life->isLeaving());
    QCOMPARE(m_told.last().state, State::Connecting);
}

void TestLifecycle::saysThingsOnce()
{
    m_life->open();
    const qsizetype told = m_told.size();
    m_life->changed();
    QCOMPARE(m_told.size(), told);
    m_life->status().tls = "TLSv1.3";
    m_life->changed();
    QCOMPARE(m_told.size(), told + 1);
}

QTEST_GUILESS_MAIN(TestLifecycle)

#include "tst_lifecycle.moc"
