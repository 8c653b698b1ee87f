// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/timeline/timelinetrack.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Capture;
using Samples::at;
using Grouping = TimelineTrack::Grouping;

namespace {

MessageFacts eventFacts(Id id, quint32 nsp, quint32 name, qint64 us)
{
    return {.id = id, .time = at(us), .session = 1, .nsp = nsp, .event = name, .kind = Kind::Event};
}

MessageFacts question(Id id, quint32 nsp, quint32 name, qint64 us)
{
    MessageFacts facts = eventFacts(id, nsp, name, us);
    facts.asksAnswer = true;
    return facts;
}

MessageFacts answer(Id id, Id of, quint32 nsp, qint64 us)
{
    return {.id = id,
            .time = at(us),
            .session = 1,
            .ackOf = of,
            .nsp = nsp,
            .direction = Direction::Received,
            .kind = Kind::Ack};
}

} // namespace

class TestTimelineTrack : public QObject
{
    Q_OBJECT

private slots:
    void marksWhatWasAltered()
    {
        TimelineTrack track;
        MessageFacts first = eventFacts(1, 5, 10, 100);
        first.isChanged = true;
        const MessageFacts second = eventFacts(2, 6, 11, 200);
        track.add(first, true);
        track.add(second, true);
        track.settle();
        track.unfold(Grouping::Event);
        QVERIFY(track.messages().marks()[0].has(TimelineMark::Altered));
        QVERIFY(!track.messages().marks()[1].has(TimelineMark::Altered));
        track.markAltered(second);
        track.markAltered(eventFacts(3, 6, 11, 300)); // hidden by a filter
        QVERIFY(track.messages().marks()[1].has(TimelineMark::Altered));
        QVERIFY(track.lanes()[1].marks.marks()[0].has(TimelineMark::Altered));
    }

    void putsMessagesIntoLanes_data()
    {
        QTest::addColumn<bool>("isUnfoldedFirst");
        QTest::addRow("unfolded before they came") << true;
        QTest::addRow("unfolded afterwards") << false;
    }

    void putsMessagesIntoLanes()
    {
        QFETCH(const bool, isUnfoldedFirst);
        TimelineTrack track;
        if (isUnfoldedFirst)
            track.unfold(Grouping::Event);
        track.add(question(1, 5, 10, 100), true);
        track.add(eventFacts(2, 6, 11, 200), true);
        track.settle();
        track.add(answer(3, 1, 5, 300), true);
        track.add(eventFacts(4, 5, 10, 150), true); // behind its time
        track.settle();
        track.unfold(Grouping::Event);
        QCOMPARE(track.lanes().size(), std::size_t(2));
        // An answer stands on the line of what was asked.
        const TimelineTrack::Lane &asked = track.lanes()[0];
        QCOMPARE(asked.name, 10U);
        QCOMPARE(asked.marks.marks().size(), std::size_t(3));
        QCOMPARE(asked.marks.marks()[1].id, 4);
        QVERIFY(asked.marks.marks()[0].has(TimelineMark::Answered));
        QCOMPARE(asked.answers.spans().size(), std::size_t(1));
        QCOMPARE(asked.answers.spans()[0].end - asked.answers.spans()[0].start, 200us);
        QCOMPARE(track.lanes()[1].name, 11U);
        QCOMPARE(track.messages().marks().size(), std::size_t(4));

        track.unfold(Grouping::Namespace);
        QCOMPARE(track.lanes().size(), std::size_t(2));
        QCOMPARE(track.lanes()[0].name, 5U);
        QCOMPARE(track.lanes()[0].marks.marks().size(), std::size_t(3));
        track.fold();
        QVERIFY(track.lanes().empty());
    }

    void marksAnsweredInAnUnfoldedLane()
    {
        TimelineTrack track;
        track.unfold(Grouping::Namespace);
        track.add(question(1, 5, 10, 100), true);
        track.settle();
        QVERIFY(!track.lanes()[0].marks.marks()[0].has(TimelineMark::Answered));
        track.add(answer(2, 1, 5, 400), true);
        track.settle();
        QVERIFY(track.lanes()[0].marks.marks()[0].has(TimelineMark::Answered));
        QVERIFY(track.messages().marks()[0].has(TimelineMark::Answered));
        QCOMPARE(track.lanes()[0].answers.spans().size(), std::size_t(1));
    }

    void hidesWhatTheFilterHides()
    {
        TimelineTrack track;
        track.unfold(Grouping::Event);
        track.add(question(1, 5, 10, 100), true);
        track.add(question(2, 5, 11, 150), false);
        track.add(answer(3, 1, 5, 400), false);
        track.add(answer(4, 2, 5, 500), true);
        track.settle();
        // Its answer is hidden, the way there is not.
        QCOMPARE(track.lanes()[0].answers.spans().size(), std::size_t(1));
        QVERIFY(track.lanes()[0].marks.marks()[0].has(TimelineMark::Answered));
        QCOMPARE(track.messages().marks().size(), std::size_t(2));
        QCOMPARE(track.lanes()[1].name, 11U);
        QVERIFY(track.lanes()[1].answers.spans().empty());
    }

    void sharesALaneBeyondTheMost()
    {
        TimelineTrack track;
        constexpr quint32 Events = 100;
        for (quint32 name = 1; name <= Events; ++name)
            track.add(eventFacts(name, 1, name, name), true);
        track.settle();
        track.unfold(Grouping::Event);
        QVERIFY(track.hasSharedLane());
        QCOMPARE(track.lanes().size(), TimelineTrack::MostLanes + 1);
        QCOMPARE(track.lanes().back().marks.marks().size(), Events - TimelineTrack::MostLanes);
    }

    void followsAnExchange()
    {
        TimelineTrack track;
        ExchangeFacts get {.id = 1, .session = 1, .requestStarted = at(0), .isGet = true};
        track.add(get);
        track.settle();
        QCOMPARE(track.gets().spans()[0].end, TimelineSpan::Never);
        QVERIFY(track.gets().spans()[0].has(TimelineSpan::Open));
        get.requestEnded = at(10);
        track.add(get);
        track.settle();
        get.responseStarted = at(900);
        get.responseEnded = at(950);
        get.status = 200;
        track.add(get);
        track.settle();
        QCOMPARE(track.gets().spans().size(), std::size_t(1));
        QCOMPARE(track.gets().spans()[0].end, at(950));
        QCOMPARE(track.gets().spans()[0].flags, 0U);
        QCOMPARE(track.waits().spans().size(), std::size_t(1));
        QCOMPARE(track.waits().spans()[0].start, at(10));
        QCOMPARE(track.waits().spans()[0].end, at(900));

        ExchangeFacts post {.id = 2, .session = 1, .requestStarted = at(20), .status = 400};
        post.responseEnded = at(30);
        track.add(post);
        track.settle();
        QVERIFY(track.posts().spans()[0].has(TimelineSpan::Problem));
        track.remove(get);
        track.remove(post);
        QVERIFY(track.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTimelineTrack)
#include "tst_timelinetrack.moc"
