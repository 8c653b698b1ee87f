// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/heartbeat.h"

#include <QElapsedTimer>
#include <QTest>

using namespace std::chrono_literals;
using Client::Heartbeat;
using EngineIo::PacketType;
using EngineIo::Revision;

class TestHeartbeat : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void losesAServerThatDoesNotPing();
    void isKeptAliveByPingsOnly();
    void pingsInRevision3();
    void losesAServerThatDoesNotAnswer();
    void stops();

private:
    EngineIo::Handshake m_handshake;
    std::unique_ptr<Heartbeat> m_heartbeat;
    QElapsedTimer m_clock;
    QList<qint64> m_pings; // when, in ms
    qint64 m_lost = -1; // likewise
};

void TestHeartbeat::init()
{
    m_handshake = {};
    m_handshake.pingInterval = 100ms;
    m_handshake.pingTimeout = 50ms;
    m_heartbeat = std::make_unique<Heartbeat>();
    m_pings.clear();
    m_lost = -1;
    m_clock.start();
    m_heartbeat->onPingDue = [this] { m_pings.append(m_clock.elapsed()); };
    m_heartbeat->onSilence = [this] { m_lost = m_clock.elapsed(); };
}

void TestHeartbeat::losesAServerThatDoesNotPing()
{
    m_heartbeat->start(Revision::V4, m_handshake);
    QTRY_VERIFY(m_lost >= 0);
    QVERIFY2(m_lost >= 149, QByteArray::number(m_lost).constData());
    QVERIFY(m_pings.isEmpty());
}

void TestHeartbeat::isKeptAliveByPingsOnly()
{
    m_heartbeat->start(Revision::V4, m_handshake);
    QTimer talk;
    talk.callOnTimeout([this] { m_heartbeat->took(PacketType::Message); });
    talk.start(20ms);
    QTimer::singleShot(120ms, &talk, [this] { m_heartbeat->took(PacketType::Ping); });
    QTRY_VERIFY(m_lost >= 0);
    QVERIFY2(m_lost >= 268, QByteArray::number(m_lost).constData());
}

void TestHeartbeat::pingsInRevision3()
{
    m_heartbeat->onPingDue = [this] {
        m_pings.append(m_clock.elapsed());
        m_heartbeat->took(PacketType::Pong);
    };
    m_heartbeat->start(Revision::V3, m_handshake);
    QTRY_COMPARE(m_pings.size(), 3);
    QCOMPARE(m_lost, -1);
    QVERIFY(m_pings.at(0) >= 99);
    QVERIFY(m_pings.at(2) - m_pings.at(0) >= 199);
}

void TestHeartbeat::losesAServerThatDoesNotAnswer()
{
    m_heartbeat->start(Revision::V3, m_handshake);
    QTRY_VERIFY(m_lost >= 0);
    QCOMPARE(m_pings.size(), 1);
    QVERIFY2(m_lost - m_pings.first() >= 48, QByteArray::number(m_lost).constData());
}

void TestHeartbeat::stops()
{
    m_heartbeat->start(Revision::V3, m_handshake);
    m_heartbeat->stop();
    m_heartbeat->took(PacketType::Message); // is not what starts it
    bool isOver = false;
    QTimer::singleShot(250ms, this, [&] { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(m_lost, -1);
    QVERIFY(m_pings.isEmpty());
}

QTEST_GUILESS_MAIN(TestHeartbeat)

#include "tst_heartbeat.moc"
