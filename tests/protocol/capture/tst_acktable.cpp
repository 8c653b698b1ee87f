// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/acktable.h"

#include <QTest>

using namespace Capture;
using namespace std::chrono_literals;

class AckTableTest : public QObject
{
    Q_OBJECT
private slots:
    void pairsBothWaysAtOnce();
    void tellsNamespacesApart();
    void tellsASecondAnswerFromAnUnaskedOne();
    void aRepeatedIdIsTheNewerQuestion();
    void staysBounded();
};

void AckTableTest::pairsBothWaysAtOnce()
{
    AckTable acks;
    acks.ask("/", Direction::Sent, 0, 11, Time(1ms));
    acks.ask("/", Direction::Received, 0, 12, Time(2ms));
    const auto toClient = acks.answer("/", Direction::Received, 0);
    QCOMPARE(toClient.result, AckTable::Result::Answered);
    QCOMPARE(toClient.question.message, Id(11));
    const auto toServer = acks.answer("/", Direction::Sent, 0);
    QCOMPARE(toServer.result, AckTable::Result::Answered);
    QCOMPARE(toServer.question.message, Id(12));
    QCOMPARE(toServer.question.time, Time(2ms));
}

void AckTableTest::tellsNamespacesApart()
{
    AckTable acks;
    acks.ask("/chat", Direction::Sent, 3, 1, Time());
    QCOMPARE(acks.answer("/", Direction::Received, 3).result, AckTable::Result::Unknown);
    QCOMPARE(acks.answer("/chat", Direction::Received, 3).question.message, Id(1));
}

void AckTableTest::tellsASecondAnswerFromAnUnaskedOne()
{
    AckTable acks;
    acks.ask("/", Direction::Sent, 0, 1, Time());
    QCOMPARE(acks.answer("/", Direction::Received, 0).result, AckTable::Result::Answered);
    QCOMPARE(acks.answer("/", Direction::Received, 0).result, AckTable::Result::Repeated);
    QCOMPARE(acks.answer("/", Direction::Received, 1).result, AckTable::Result::Unknown);
}

void AckTableTest::aRepeatedIdIsTheNewerQuestion()
{
    AckTable acks;
    acks.ask("/", Direction::Sent, 0, 1, Time());
    acks.ask("/", Direction::Sent, 0, 2, Time());
    QCOMPARE(acks.answer("/", Direction::Received, 0).question.message, Id(2));
}

void AckTableTest::staysBounded()
{
    AckTable acks;
    const qint64 count = AckTable::MaxOpen * 2;
    for (qint64 id = 0; id < count; ++id)
        acks.ask("/", Direction::Sent, id, id + 1, Time(std::chrono::microseconds(id)));
    QCOMPARE(acks.answer("/", Direction::Received, count - 1).question.message, count);
    QCOMPARE(acks.answer("/", Direction::Received, 0).result, AckTable::Result::Unknown);
}

QTEST_GUILESS_MAIN(AckTableTest)
#include "tst_acktable.moc"
