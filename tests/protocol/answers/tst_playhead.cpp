// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/playhead.h"

#include <QTest>

using namespace Answers;
using Capture::Direction;
using Capture::Kind;

namespace {

Step step(Direction direction, Kind kind, const QByteArray &what, qint64 ackId = -1)
{
    Step step;
    step.direction = direction;
    step.kind = kind;
    (kind == Kind::Event ? step.event : step.content) = what;
    step.ackId = ackId;
    return step;
}

Step said(Kind kind, const QByteArray &what, qint64 ackId = -1)
{
    return step(Direction::Sent, kind, what, ackId);
}

Step heard(Kind kind, const QByteArray &what, qint64 ackId = -1)
{
    return step(Direction::Received, kind, what, ackId);
}

using Places = Playhead::Places;

} // namespace

class TestPlayhead : public QObject
{
    Q_OBJECT
private slots:
    void goesStepByStep();
    void takesEventsInAnyOrder();
    void takesAcksByTheirId();
    void takesPlainMessages();
};

void TestPlayhead::goesStepByStep()
{
    const std::vector<Step> steps {
        heard(Kind::Event, "welcome"), heard(Kind::Event, "news"), said(Kind::Event, "join", 0),
        heard(Kind::Ack, {}, 0),       heard(Kind::Event, "news"), said(Kind::Event, "leave"),
    };
    Playhead head(steps);
    QCOMPARE(head.opening(), (Places {0, 1}));
    QCOMPARE(head.all(), (Places {0, 1, 3, 4}));
    QCOMPARE(head.take(said(Kind::Event, "join")), 2U);
    QCOMPARE(head.followingStep(2), (Places {3, 4}));
    QCOMPARE(head.take(said(Kind::Event, "leave")), 5U);
    QCOMPARE(head.followingStep(5), Places());
    QVERIFY(!head.take(said(Kind::Event, "leave")));
    QVERIFY(!head.take(said(Kind::Event, "news"))); // that is the server's
    const std::vector<Step> none;
    const Playhead nothing(none);
    QCOMPARE(nothing.opening(), Places());
}

void TestPlayhead::takesEventsInAnyOrder()
{
    const std::vector<Step> steps {said(Kind::Event, "a"), said(Kind::Event, "b"),
                                   heard(Kind::Event, "x"), said(Kind::Event, "a"),
                                   heard(Kind::Event, "y")};
    Playhead head(steps);
    QCOMPARE(head.take(said(Kind::Event, "b")), 1U);
    QCOMPARE(head.followingStep(1), Places {2});
    QCOMPARE(head.take(said(Kind::Event, "a")), 0U);
    QCOMPARE(head.followingStep(0), Places());
    QCOMPARE(head.take(said(Kind::Event, "a")), 3U);
}

void TestPlayhead::takesAcksByTheirId()
{
    const std::vector<Step> steps {heard(Kind::Event, "q", 4), heard(Kind::Event, "q", 5),
                                   said(Kind::Ack, "yes", 5), said(Kind::Ack, "no", 4)};
    Playhead head(steps);
    QCOMPARE(head.take(said(Kind::Ack, "other", 4)), 3U);
    QCOMPARE(head.take(said(Kind::Ack, {}, 5)), 2U);
    QVERIFY(!head.take(said(Kind::Ack, {}, 6)));
}

void TestPlayhead::takesPlainMessages()
{
    const std::vector<Step> steps {said(Kind::Text, R"({"type":"sub","id":1})"),
                                   said(Kind::Text, R"({"type":"ping"})"), said(Kind::Text, "hi"),
                                   said(Kind::Binary, "hi")};
    Playhead head(steps);
    QVERIFY(!head.take(said(Kind::Text, "ho")));
    QVERIFY(!head.take(said(Kind::Text, R"({"kind":"sub"})")));
    QCOMPARE(head.take(said(Kind::Text, "hi")), 2U);
    QCOMPARE(head.take(said(Kind::Text, R"({"id":2,"type": "sub"})")), 0U);
    QVERIFY(!head.take(said(Kind::Text, R"({"type":"sub"})")));
    QVERIFY(!head.take(said(Kind::Binary, "ho")));
    QCOMPARE(head.take(said(Kind::Binary, "hi")), 3U);
}

QTEST_GUILESS_MAIN(TestPlayhead)
#include "tst_playhead.moc"
