// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/selection.h"

#include <QSignalSpy>
#include <QTest>

class TestCaptureFeed : public QObject
{
    Q_OBJECT

private slots:
    void holdsAnnotations()
    {
        ChatCapture chat;
        chat.addChat();
        const Capture::Annotation first {.message = 5, .isBookmarked = true, .note = {}};
        chat.annotate(first);
        CaptureFeed feed;
        feed.open(chat.reader());
        QCOMPARE(feed.annotations(), (std::vector {first}));
        QCOMPARE(*feed.annotation(5), first);
        QCOMPARE(feed.annotation(4), nullptr);

        QSignalSpy annotated(&feed, &CaptureFeed::annotated);
        const Capture::Annotation second {.message = 2, .note = "odd"};
        Capture::Advance advance = chat.addTicks(1);
        advance.annotations = {second, {.message = 5, .note = {}}};
        feed.apply(advance);
        QCOMPARE(feed.annotations(), (std::vector {second}));
        QCOMPARE(annotated.count(), 2);
        QCOMPARE(annotated.at(0).at(0).toLongLong(), 2);
        feed.close();
        QVERIFY(feed.annotations().empty());
    }

    void holdsNotesOnSessionsAndWordsOnAll()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        feed.open(chat.reader());
        QSignalSpy noted(&feed, &CaptureFeed::sessionNoted);
        QSignalSpy about(&feed, &CaptureFeed::aboutChanged);
        Capture::Advance advance = chat.addTicks(1);
        advance.sessionNotes = {{.session = 3, .note = "three"}, {.session = 1, .note = "one"}};
        advance.about = Capture::About {.title = "t", .description = {}};
        feed.apply(advance);
        QCOMPARE(feed.sessionNotes(),
                 (std::vector<Capture::SessionNote> {{1, "one"}, {3, "three"}}));
        QCOMPARE(feed.sessionNote(3), QByteArray("three"));
        QCOMPARE(feed.sessionNote(2), QByteArray());
        QCOMPARE(noted.count(), 2);
        QCOMPARE(feed.about().title, QByteArray("t"));
        QCOMPARE(about.count(), 1);
        feed.annotate(Capture::SessionNote {.session = 3, .note = {}});
        QCOMPARE(feed.sessionNotes().size(), 1U);
        feed.annotate(feed.about()); // it says what it said
        QCOMPARE(about.count(), 1);
        feed.close();
        QVERIFY(feed.sessionNotes().empty() && feed.about().isEmpty());
    }

    void opensAndFollows()
    {
        ChatCapture chat;
        QVERIFY(chat.isGood());
        chat.addChat();
        CaptureFeed feed;
        QSignalSpy opened(&feed, &CaptureFeed::opened);
        QSignalSpy advanced(&feed, &CaptureFeed::advanced);
        feed.open(chat.reader());
        QCOMPARE(opened.count(), 1);
        QCOMPARE(feed.sessions().size(), 5U);
        QCOMPARE(feed.sources().size(), 1U);
        QCOMPARE(feed.session(4)->path, "/feed");
        QCOMPARE(feed.session(9), nullptr);
        QCOMPARE(feed.totals().messages, 16);

        Capture::Advance advance = chat.addTicks(3);
        Capture::SessionRecord changed = *feed.session(2);
        changed.state = Capture::SessionRecord::State::Closed;
        Capture::SessionRecord fresh = changed;
        fresh.id = 6;
        advance.sessions = {changed, fresh};
        feed.apply(advance);
        QCOMPARE(advanced.count(), 1);
        QCOMPARE(feed.sessions().size(), 6U);
        QCOMPARE(feed.session(2)->state, Capture::SessionRecord::State::Closed);
        QCOMPARE(feed.totals().messages, 19);

        feed.close();
        QVERIFY(!feed.isOpen());
        QVERIFY(feed.sessions().empty());
    }

    void clearsAndUndoes()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        feed.clear();
        feed.open(chat.reader());
        QSignalSpy cleared(&feed, &CaptureFeed::cleared);
        QVERIFY(!feed.canUndoClear());
        feed.clear();
        QCOMPARE(cleared.count(), 1);
        QCOMPARE(feed.marker().message, 16);
        QCOMPARE(feed.marker().exchange, 5);
        QCOMPARE(feed.marker().frame, 14);
        QVERIFY(feed.canUndoClear());
        feed.apply(chat.addTicks(2));
        feed.undoClear();
        QCOMPARE(cleared.count(), 2);
        QCOMPARE(feed.marker(), CaptureFeed::Marker());
        QVERIFY(!feed.canUndoClear());
        feed.undoClear();
        QCOMPARE(cleared.count(), 2);
    }

    void keepsProblemsWithinBounds()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        feed.open(chat.reader());
        Capture::Advance advance;
        advance.problems.resize(CaptureFeed::MaxProblems + 5);
        Capture::Id id = 0;
        for (Capture::ProblemRecord &problem : advance.problems)
            problem.id = ++id;
        feed.apply(advance);
        QCOMPARE(std::ssize(feed.problems()), CaptureFeed::MaxProblems);
    }

    void movesWithoutForgetting()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        feed.open(chat.reader());
        feed.clear();
        QSignalSpy opened(&feed, &CaptureFeed::opened);
        feed.moveTo(chat.reader(), {});
        QCOMPARE(opened.count(), 0);
        QCOMPARE(feed.marker().message, 16);
        QVERIFY(feed.isOpen());
    }

    void selectionSaysOnlyWhatChanged()
    {
        Selection selection;
        QSignalSpy changed(&selection, &Selection::changed);
        selection.selectMessage(5, 1, 2);
        selection.selectMessage(5, 1, 2);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(selection.level(), Selection::Level::Message);
        QCOMPARE(selection.session(), 1);
        selection.selectExchange(3);
        QCOMPARE(selection.message(), 0);
        QCOMPARE(selection.exchange(), 3);
        selection.clear();
        QCOMPARE(selection.level(), Selection::Level::None);
        QCOMPARE(changed.count(), 3);
    }

    void filterHasOneSessionOrOneSource()
    {
        MessageFilter filter;
        QSignalSpy changed(&filter, &MessageFilter::changed);
        filter.setSession(3);
        filter.setSource(1);
        QCOMPARE(filter.session(), 0);
        QCOMPARE(filter.source(), 1U);
        filter.setSession(3);
        QCOMPARE(filter.source(), 0U);
        QVERIFY(filter.isNarrowing());
        filter.setWithHeartbeats(true);
        filter.reset();
        QVERIFY(!filter.isNarrowing());
        QVERIFY(!filter.withHeartbeats());
        QCOMPARE(changed.count(), 5);
        filter.setText({});
        QCOMPARE(changed.count(), 5);
    }
};

QTEST_GUILESS_MAIN(TestCaptureFeed)
#include "tst_capturefeed.moc"
