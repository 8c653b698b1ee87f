// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "tests/support/openfiles.h"
#include "tests/support/samplecapture.h"
#include "widgets/timeline/overviewjob.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

class TestOverviewJob : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatIsThere()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        open(feed, chat);
        const OverviewJob job(feed);
        QVERIFY(job.isReading());
        QTRY_VERIFY(!job.isReading());
        const TimeBuckets::Bucket &total = job.buckets().total();
        QCOMPARE(total.messages(), feed.totals().messages);
        QCOMPARE(total.heartbeats, 1);
        QCOMPARE(total.problems, 1);
    }

    void goesOnWithWhatArrives()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        const OverviewJob job(feed);
        QVERIFY(!job.isReading());
        open(feed, chat);
        QTRY_VERIFY(!job.isReading());
        const qint64 before = job.buckets().total().messages();
        for (int i = 0; i < 20; ++i)
            feed.apply(chat.addTicks(10));
        QTRY_COMPARE(job.buckets().total().messages(), before + 200);
        QCOMPARE(job.buckets().total().messages(), feed.totals().messages);
    }

    void tellsInBatches()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        open(feed, chat);
        const OverviewJob job(feed);
        QTRY_VERIFY(!job.isReading());
        const QSignalSpy changes(&job, &OverviewJob::changed);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 200; ++i)
            feed.apply(chat.addTicks(1));
        QTRY_COMPARE(job.buckets().total().messages(), feed.totals().messages);
        QVERIFY(changes.count() >= 1);
        QVERIFY(changes.count() <= timer.elapsed() / 33 + 1);
    }

    void leavesOutWhatIsHidden()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        open(feed, chat);
        const OverviewJob job(feed);
        QTRY_VERIFY(!job.isReading());
        feed.clear();
        QVERIFY(job.buckets().isEmpty());
        QTRY_VERIFY(!job.isReading());
        QVERIFY(job.buckets().isEmpty());
        feed.apply(chat.addTicks(3));
        QTRY_COMPARE(job.buckets().total().messages(), 3);
        feed.undoClear();
        QTRY_COMPARE(job.buckets().total().messages(), feed.totals().messages);
    }

    void followsACaptureToAnotherFile()
    {
        ChatCapture first;
        first.addChat();
        CaptureFeed feed;
        open(feed, first);
        const OverviewJob job(feed);
        QTRY_VERIFY(!job.isReading());
        ChatCapture second;
        second.addChat();
        feed.moveTo(second.reader(), [&second] { return second.reader(); });
        feed.apply(second.addTicks(5));
        QTRY_COMPARE(job.buckets().total().messages(), second.lastMessage());
    }

    void forgetsWhatWasOpenBefore()
    {
        ChatCapture large;
        large.addChat();
        large.addTicks(20'000);
        ChatCapture small;
        small.addChat();
        CaptureFeed feed;
        open(feed, large);
        const OverviewJob job(feed);
        open(feed, small);
        QTRY_VERIFY(!job.isReading());
        QCOMPARE(job.buckets().total().messages(), small.lastMessage());
    }

    void letsGoOfAClosedFile()
    {
        const SampleCapture sample;
        CaptureFeed feed;
        feed.open(sample.open(), [&sample] { return sample.open(); });
        const OverviewJob job(feed);
        QTRY_VERIFY(!job.isReading());
        QVERIFY(!job.buckets().isEmpty());
        QVERIFY(timesOpened(sample.path()) > 0);
        feed.close();
        QCOMPARE(timesOpened(sample.path()), 0);
        QVERIFY(job.buckets().isEmpty());
        QVERIFY(!job.isReading());
    }

    void withoutReaderCountsNothing()
    {
        CaptureFeed feed;
        feed.open(nullptr, [] { return std::unique_ptr<Capture::StoreReader>(); });
        const OverviewJob job(feed);
        QTRY_VERIFY(!job.isReading());
        QVERIFY(job.buckets().isEmpty());
    }

private:
    static void open(CaptureFeed &feed, const ChatCapture &chat)
    {
        feed.open(chat.reader(), [&chat] { return chat.reader(); });
    }
};

QTEST_GUILESS_MAIN(TestOverviewJob)
#include "tst_overviewjob.moc"
