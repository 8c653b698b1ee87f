// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/figures.h"

#include <QTest>

using namespace std::chrono_literals;
using Capture::Direction;
using Compare::Interval;
using Compare::Transfer;
using Compare::Work;

namespace {

Capture::Time at(std::chrono::microseconds time)
{
    return Capture::Time(1'000'000s) + time;
}

Interval::Message message(Direction direction, std::chrono::microseconds time)
{
    Interval::Message made;
    made.connection = 1;
    made.direction = direction;
    made.time = at(time);
    return made;
}

Transfer transferOf(Work work, int messages)
{
    Transfer transfer;
    transfer.work = work;
    transfer.messages = messages;
    return transfer;
}

} // namespace

class TestFigures : public QObject
{
    Q_OBJECT

private slots:
    void dividesBytesByMessages();
    void pairsAnswersInOrder();
    void takesLatenciesOfAcks();
    void countsWhatIsReadInASecond();
    void timesTheStart();
};

void TestFigures::dividesBytesByMessages()
{
    Interval interval;
    interval.sent = {.payload = 160,
                     .socketIo = 40,
                     .engineIo = 10,
                     .webSocket = 60,
                     .http = 0,
                     .saved = 20,
                     .wire = 250};
    interval.received.wire = 30;
    interval.requests = 5;
    Transfer transfer = transferOf(Work::Echo, 10);
    Compare::takeFigures(transfer, interval);
    QCOMPARE(transfer.sent.payload.median, 16.0);
    QCOMPARE(transfer.sent.saved.median, 2.0);
    QCOMPARE(transfer.sent.wire.median, 25.0);
    QCOMPARE(transfer.received.wire.median, 3.0);
    QCOMPARE(transfer.requests.median, 0.5);
    QVERIFY(!transfer.p50.isKnown());
    QVERIFY(!transfer.perSecond.isKnown());
}

void TestFigures::pairsAnswersInOrder()
{
    Interval interval;
    interval.firstSent = at(0us);
    for (int i = 0; i < 100; ++i) {
        interval.messages.push_back(message(Direction::Sent, i * 1000us));
        interval.messages.push_back(message(Direction::Received, i * 1000us + (i + 1) * 1us));
    }
    Transfer transfer = transferOf(Work::Echo, 100);
    Compare::takeFigures(transfer, interval);
    QCOMPARE(transfer.p50.median, 50.0);
    QCOMPARE(transfer.p95.median, 95.0);
    QCOMPARE(transfer.p99.median, 99.0);
    QVERIFY(qAbs(transfer.perSecond.median - 100 / 0.0991) < 0.001);

    Transfer other = transferOf(Work::OneWay, 100);
    Compare::takeFigures(other, interval);
    QVERIFY(!other.p50.isKnown());
}

void TestFigures::takesLatenciesOfAcks()
{
    Interval interval;
    for (const int latency : {7, 300, 9}) {
        interval.messages.push_back(message(Direction::Sent, 0us));
        Interval::Message ack = message(Direction::Received, 500us);
        ack.isAck = true;
        ack.ackLatencyUs = latency;
        interval.messages.push_back(ack);
    }
    Transfer transfer = transferOf(Work::BinaryEcho, 3);
    Compare::takeFigures(transfer, interval);
    QCOMPARE(transfer.p50.median, 9.0);
    QCOMPARE(transfer.p99.median, 300.0);
}

void TestFigures::countsWhatIsReadInASecond()
{
    Interval interval;
    interval.firstSent = at(0us);
    interval.ponged = at(100ms);
    Transfer transfer = transferOf(Work::OneWay, 50);
    Compare::takeFigures(transfer, interval);
    QCOMPARE(transfer.perSecond.median, 500.0);

    interval.ponged.reset();
    interval.posted = at(200ms);
    Compare::takeFigures(transfer, interval);
    QCOMPARE(transfer.perSecond.median, 250.0);
}

void TestFigures::timesTheStart()
{
    Interval interval;
    interval.opened = at(10ms);
    interval.ready = at(12500us);
    interval.requests = 3;
    interval.connections = 2;
    const Compare::Startup startup = Compare::startupOf(interval);
    QCOMPARE(startup.milliseconds.median, 2.5);
    QCOMPARE(startup.requests.median, 3.0);
    QCOMPARE(startup.connections.median, 2.0);
}

QTEST_APPLESS_MAIN(TestFigures)
#include "tst_figures.moc"
