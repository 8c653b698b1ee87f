// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "tests/support/openfiles.h"
#include "tests/support/records.h"
#include "tests/support/samplecapture.h"
#include "widgets/timeline/timelinejob.h"

#include <QSignalSpy>
#include <QTest>

using namespace Capture;

/// How a timeline is filled and goes on; what it makes of it is in the tests of its parts.
class TestTimelineJob : public QObject
{
    Q_OBJECT

private slots:
    void readsMoreThanIsPlacedAtOnce()
    {
        ChatCapture chat;
        chat.addChat();
        // More portions than may be on their way.
        for (int i = 0; i < 10; ++i)
            chat.addTicks(10'000);
        CaptureFeed feed;
        const MessageFilter filter;
        TimelineJob job(feed, filter);
        job.begin();
        open(feed, chat);
        QVERIFY(job.isReading());
        const QSignalSpy grown(&job, &TimelineJob::grown);
        QTRY_VERIFY(!job.isReading());
        QVERIFY(grown.count() > 10);
        QCOMPARE(job.data().messageCount(), feed.totals().messages);
        QCOMPARE(job.data().name(job.data().track(1)->messages().marks().back().event), "tick");
    }

    void followsACaptureToAnotherFile()
    {
        ChatCapture first;
        first.addChat();
        CaptureFeed feed;
        open(feed, first);
        const MessageFilter filter;
        TimelineJob job(feed, filter);
        job.begin();
        QTRY_VERIFY(!job.isReading());
        ChatCapture second;
        second.addChat();
        feed.moveTo(second.reader(), [&second] { return second.reader(); });
        feed.apply(second.addTicks(5));
        QTRY_COMPARE(job.data().messageCount(), second.lastMessage());
    }

    void readsAnewWhenAnotherIsOpened()
    {
        ChatCapture large;
        large.addChat();
        for (int i = 0; i < 10; ++i)
            large.addTicks(10'000);
        ChatCapture small;
        small.addChat();
        CaptureFeed feed;
        const MessageFilter filter;
        TimelineJob job(feed, filter);
        job.begin();
        open(feed, large);
        open(feed, small);
        QTRY_VERIFY(!job.isReading());
        QCOMPARE(job.data().messageCount(), small.lastMessage());
    }

    void hearsOfAlterationsLater()
    {
        using What = Capture::Alteration::What;
        ChatCapture chat;
        chat.addChat();
        chat.alter(5, {.what = What::Dropped, .by = "rule", .other = {}});
        CaptureFeed feed;
        open(feed, chat);
        const MessageFilter filter;
        TimelineJob job(feed, filter);
        job.begin();
        QTRY_VERIFY(!job.isReading());
        const auto altered = [&job] {
            std::vector<Id> ids;
            for (const TimelineMark &mark : job.data().track(1)->messages().marks()) {
                if (mark.has(TimelineMark::Altered))
                    ids.push_back(mark.id);
            }
            return ids;
        };
        QCOMPARE(altered(), std::vector<Id> {5});
        feed.apply(chat.alter(7, {.what = What::Delayed, .by = "rule", .other = {}}));
        QTRY_COMPARE(altered(), (std::vector<Id> {5, 7}));
    }

    void letsGoOfAClosedFile()
    {
        const SampleCapture sample;
        CaptureFeed feed;
        feed.open(sample.open(), [&sample] { return sample.open(); });
        const MessageFilter filter;
        TimelineJob job(feed, filter);
        QCOMPARE(timesOpened(sample.path()), 1);
        job.begin();
        QTRY_VERIFY(!job.isReading());
        QCOMPARE(timesOpened(sample.path()), 2);
        feed.close();
        QCOMPARE(timesOpened(sample.path()), 0);
        QVERIFY(job.data().isEmpty());
    }

    /// A polling session's first exchange has no session before its answer says which.
    void followsExchangesThatGrow()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("polling.sockscope"));
        QString error;
        const auto writer = StoreWriter::create(path, &error);
        QVERIFY2(writer, qPrintable(error));
        ExchangeRecord exchange;
        exchange.id = 1;
        exchange.connection = 1;
        exchange.requestStarted = Samples::at(0);
        exchange.requestEnded = Samples::at(100);
        exchange.method = "GET";
        exchange.isPolling = true;
        RecordBatch batch;
        batch.exchanges = {exchange};
        batch.weight = 1;
        QVERIFY(writer->write(batch) && writer->commit());

        CaptureFeed feed;
        const auto reader = [&path] { return StoreReader::open(path, nullptr); };
        feed.open(reader(), reader);
        const MessageFilter filter;
        TimelineJob job(feed, filter);
        job.begin();
        QTRY_VERIFY(!job.isReading());
        QVERIFY(job.data().track(TimelineData::NoSession) != nullptr);

        exchange.session = 7;
        exchange.responseStarted = Samples::at(900);
        exchange.responseEnded = Samples::at(1000);
        exchange.status = 200;
        batch.exchanges = {exchange};
        QVERIFY(writer->write(batch) && writer->commit());
        Advance advance;
        advance.changedExchanges = {1};
        feed.apply(advance);
        QTRY_VERIFY(job.data().track(7) != nullptr);
        QVERIFY(job.data().track(TimelineData::NoSession) == nullptr);
        QCOMPARE(job.data().track(7)->gets().spans().size(), std::size_t(1));
        QCOMPARE(job.data().track(7)->gets().spans()[0].end, Samples::at(1000));
        QCOMPARE(job.data().lastTime(), Samples::at(1000));
    }

private:
    static void open(CaptureFeed &feed, const ChatCapture &chat)
    {
        feed.open(chat.reader(), [&chat] { return chat.reader(); });
    }
};

QTEST_GUILESS_MAIN(TestTimelineJob)
#include "tst_timelinejob.moc"
