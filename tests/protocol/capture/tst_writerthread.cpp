// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "protocol/capture/writerthread.h"
#include "tests/support/records.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace Capture;
using namespace Samples;
using namespace std::chrono_literals;

namespace {

/// A store that a test can hold up and make fail.
class FakeStore : public RecordStore
{
public:
    struct State
    {
        std::mutex mutex;
        std::condition_variable changed;
        bool isHeld = false;
        bool isWaiting = false; // in write(), for not being held
        Failure failure = Failure::None;
        std::vector<RecordBatch> open;
        std::vector<RecordBatch> committed;
        int commits = 0;
        bool isFinished = false;

        void hold(bool held)
        {
            const std::scoped_lock lock(mutex);
            isHeld = held;
            changed.notify_all();
        }
        void waitUntilHeldUp()
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, [this] { return isWaiting; });
        }
        void fail(Failure how)
        {
            const std::scoped_lock lock(mutex);
            failure = how;
        }
    };

    explicit FakeStore(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {
    }

    bool write(const RecordBatch &batch) override
    {
        std::unique_lock lock(m_state->mutex);
        m_state->isWaiting = m_state->isHeld;
        m_state->changed.notify_all();
        m_state->changed.wait(lock, [this] { return !m_state->isHeld; });
        m_state->isWaiting = false;
        if (m_state->failure != Failure::None) {
            m_state->open.clear();
            return false;
        }
        m_state->open.push_back(batch);
        return true;
    }
    bool commit() override
    {
        const std::scoped_lock lock(m_state->mutex);
        for (RecordBatch &batch : m_state->open)
            m_state->committed.push_back(std::move(batch));
        m_state->open.clear();
        ++m_state->commits;
        return true;
    }
    bool finish() override
    {
        m_state->isFinished = true;
        return true;
    }
    bool beginCopy(const QString &, OldFile) override { return false; }
    CopyState stepCopy(std::chrono::milliseconds) override { return CopyState::None; }
    Failure failure() const override { return m_state->failure; }
    QString errorText() const override { return QStringLiteral("it fails"); }
    QString path() const override { return QStringLiteral("fake"); }
    Id lastGapId() const override { return 5; }
    qint64 fileBytes() const override { return 1; }

private:
    std::shared_ptr<State> m_state;
};

/// Collects what is told.
struct Told
{
    std::mutex mutex;
    Advance all;

    void add(Advance &&advance)
    {
        const std::scoped_lock lock(mutex);
        const auto append
            = [](auto &to, auto &from) { to.insert(to.end(), from.begin(), from.end()); };
        append(all.messages, advance.messages);
        append(all.heartbeats, advance.heartbeats);
        append(all.exchanges, advance.exchanges);
        append(all.changedMessages, advance.changedMessages);
        append(all.changedExchanges, advance.changedExchanges);
        append(all.gaps, advance.gaps);
        append(all.sessions, advance.sessions);
        all.lastFrame = advance.lastFrame;
        all.totals = advance.totals;
        all.fileBytes = advance.fileBytes;
    }
};

WriterOptions quick()
{
    WriterOptions options;
    options.patience = 1ms;
    options.retryEvery = 0ms;
    options.checkDiskEvery = 0ms;
    options.freeBytes = [](const QString &) { return std::numeric_limits<qint64>::max(); };
    options.utcNow = [] { return at(1'000'000); };
    return options;
}

} // namespace

/// WriterThread: the queue, what happens when it is full or the store fails, and what is told.
class TestWriterThread : public QObject
{
    Q_OBJECT

private slots:
    void writesInOrder();
    void tellsWhatChanged();
    void dropsWhenSlow();
    void neverLosesWhenSlow();
    void dropsOnFailure_data();
    void dropsOnFailure();
    void joinsGapsOfOneFailure();
    void neverLosesOnFailure();
    void keepsToTheFloor();
    void savesAsWhileWriting();
};

void TestWriterThread::writesInOrder()
{
    auto state = std::make_shared<FakeStore::State>();
    WriterThread writer(std::make_unique<FakeStore>(state), quick(), {});
    for (Id first = 1; first <= 1'000; first += 10)
        writer.push(traffic(first, 10));
    writer.flush();
    {
        const std::scoped_lock lock(state->mutex);
        QCOMPARE(state->committed.size(), std::size_t(100));
        QVERIFY(state->commits < 100);
    }
    QCOMPARE(writer.queuedBytes(), 0);
    QVERIFY(writer.stop());
    QVERIFY(state->isFinished);
    Id expected = 0;
    for (const RecordBatch &batch : state->committed) {
        for (const MessageRecord &message : batch.messages)
            QCOMPARE(message.id, ++expected);
    }
}

void TestWriterThread::tellsWhatChanged()
{
    auto state = std::make_shared<FakeStore::State>();
    Told told;
    WriterThread writer(std::make_unique<FakeStore>(state), quick(),
                        [&told](Advance &&advance) { told.add(std::move(advance)); });
    RecordBatch batch = traffic(1, 10);
    batch.messages[4].kind = Kind::Ping;
    batch.exchanges.resize(1);
    batch.exchanges[0].id = 3;
    batch.sessions = {session(1), session(1)};
    batch.sessions[1].sentMessages = 10;
    writer.push(std::move(batch));
    writer.flush();
    RecordBatch second = traffic(11, 2);
    second.answers = {{3, 11, 5}, {11, 12, 5}};
    second.exchanges.resize(2);
    second.exchanges[0].id = 3;
    second.exchanges[1].id = 2;
    writer.push(std::move(second));
    writer.flush();
    const std::scoped_lock lock(told.mutex);
    QCOMPARE(told.all.messages, (std::vector<Id> {1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12}));
    QCOMPARE(told.all.heartbeats, std::vector<Id> {5});
    QCOMPARE(told.all.exchanges, (std::vector<Id> {3, 2}));
    QCOMPARE(told.all.changedExchanges, std::vector<Id> {3});
    QCOMPARE(told.all.changedMessages, std::vector<Id> {3});
    QCOMPARE(told.all.lastFrame, 12);
    QCOMPARE(told.all.sessions.size(), std::size_t(1));
    QCOMPARE(told.all.sessions[0].sentMessages, 10);
    QCOMPARE(told.all.totals.messages, 12);
    QCOMPARE(told.all.fileBytes, 1);
}

void TestWriterThread::dropsWhenSlow()
{
    auto state = std::make_shared<FakeStore::State>();
    WriterOptions options = quick();
    options.budget = 1'000;
    state->hold(true);
    WriterThread writer(std::make_unique<FakeStore>(state), options, {});
    writer.push(traffic(1, 10));
    state->waitUntilHeldUp(); // the first is out of the queue
    writer.push(traffic(11, 10)); // fills the queue
    QVERIFY(!writer.isDropping());
    RecordBatch third = traffic(21, 10);
    third.sessions = {session(1)};
    writer.push(std::move(third));
    QVERIFY(writer.isDropping());
    RecordBatch fourth = traffic(31, 10);
    fourth.sessions = {session(1), session(2)};
    fourth.sessions[0].sentMessages = 40;
    fourth.connections = {connection(7)};
    writer.push(std::move(fourth));
    state->hold(false);
    writer.flush();
    QVERIFY(!writer.isDropping());
    writer.push(traffic(41, 10));
    QVERIFY(writer.stop());

    QCOMPARE(state->committed.size(), std::size_t(4));
    QCOMPARE(state->committed[1].messages.front().id, 11);
    QCOMPARE(state->committed[1].totals->messages, 20);
    const RecordBatch &remains = state->committed[2];
    QVERIFY(remains.messages.empty() && remains.frames.empty());
    QCOMPARE(remains.sessions.size(), std::size_t(2));
    QCOMPARE(remains.sessions[0].sentMessages, 40);
    QCOMPARE(remains.connections.size(), std::size_t(1));
    QCOMPARE(remains.gaps.size(), std::size_t(1));
    const GapRecord &gap = remains.gaps[0];
    QCOMPARE(gap.id, 6);
    QCOMPARE(gap.cause, GapRecord::Cause::SlowDisk);
    QCOMPARE(gap.messages, 20);
    QCOMPARE(gap.frames, 20);
    QVERIFY(gap.bytes > 0);
    QVERIFY(gap.started == at(21) && gap.ended == at(1'000'000));
    QCOMPARE(remains.totals->messages, 20);
    const Totals &last = *state->committed[3].totals;
    QCOMPARE(last.messages, 30);
    QCOMPARE(last.frames, 30);
    QCOMPARE(last.gaps, 1);
    QCOMPARE(last.gapMessages, 20);
    QCOMPARE(last.gapBytes, gap.bytes);
}

void TestWriterThread::neverLosesWhenSlow()
{
    auto state = std::make_shared<FakeStore::State>();
    WriterOptions options = quick();
    options.budget = 1'000;
    options.neverLose = true;
    state->hold(true);
    WriterThread writer(std::make_unique<FakeStore>(state), options, {});
    std::thread pusher([&writer] {
        for (Id first = 1; first <= 100; first += 10)
            writer.push(traffic(first, 10));
    });
    state->waitUntilHeldUp();
    state->hold(false);
    pusher.join();
    QVERIFY(writer.stop());
    QCOMPARE(state->committed.size(), std::size_t(10));
}

void TestWriterThread::dropsOnFailure_data()
{
    QTest::addColumn<RecordStore::Failure>("failure");
    QTest::addColumn<GapRecord::Cause>("cause");
    QTest::newRow("disk full") << RecordStore::Failure::DiskFull << GapRecord::Cause::DiskFull;
    QTest::newRow("error") << RecordStore::Failure::WriteError << GapRecord::Cause::WriteError;
}

void TestWriterThread::dropsOnFailure()
{
    QFETCH(RecordStore::Failure, failure);
    QFETCH(GapRecord::Cause, cause);
    auto state = std::make_shared<FakeStore::State>();
    WriterThread writer(std::make_unique<FakeStore>(state), quick(), {});
    writer.push(traffic(1, 10));
    writer.flush();
    state->fail(failure);
    RecordBatch batch = traffic(11, 10);
    batch.sessions = {session(1)};
    writer.push(std::move(batch));
    writer.flush();
    QCOMPARE(writer.trouble(), QStringLiteral("it fails"));
    state->fail(RecordStore::Failure::None);
    writer.push(traffic(21, 10));
    writer.flush();
    QCOMPARE(writer.trouble(), QString());
    QVERIFY(writer.stop());

    QCOMPARE(state->committed.size(), std::size_t(3));
    const RecordBatch &remains = state->committed[1];
    QCOMPARE(remains.gaps.size(), std::size_t(1));
    QCOMPARE(remains.gaps[0].cause, cause);
    QCOMPARE(remains.gaps[0].id, 6);
    QCOMPARE(remains.gaps[0].messages, 10);
    QCOMPARE(remains.sessions.size(), std::size_t(1));
    QCOMPARE(state->committed[2].totals->messages, 20);
    QCOMPARE(state->committed[2].totals->gaps, 1);
    QCOMPARE(state->committed[2].totals->gapMessages, 10);
}

void TestWriterThread::joinsGapsOfOneFailure()
{
    auto state = std::make_shared<FakeStore::State>();
    WriterThread writer(std::make_unique<FakeStore>(state), quick(), {});
    state->fail(RecordStore::Failure::WriteError);
    for (Id first = 1; first <= 100; first += 10) {
        writer.push(traffic(first, 10));
        writer.flush(); // each is tried again, with the gap
    }
    state->fail(RecordStore::Failure::None);
    QVERIFY(writer.stop());
    QCOMPARE(state->committed.size(), std::size_t(1));
    QCOMPARE(state->committed[0].gaps.size(), std::size_t(1));
    QCOMPARE(state->committed[0].gaps[0].messages, 100);
    QCOMPARE(state->committed[0].totals->messages, 0);
    QCOMPARE(state->committed[0].totals->gaps, 1);
    QCOMPARE(state->committed[0].totals->gapMessages, 100);
}

void TestWriterThread::neverLosesOnFailure()
{
    auto state = std::make_shared<FakeStore::State>();
    WriterOptions options = quick();
    options.neverLose = true;
    state->fail(RecordStore::Failure::DiskFull);
    WriterThread writer(std::make_unique<FakeStore>(state), options, {});
    for (Id first = 1; first <= 100; first += 10)
        writer.push(traffic(first, 10));
    bool wasTold = false; // between two attempts it is not
    QTRY_VERIFY((wasTold = wasTold || writer.trouble() == QLatin1String("it fails")));
    state->fail(RecordStore::Failure::None);
    QVERIFY(writer.stop());
    QCOMPARE(state->committed.size(), std::size_t(10));
    QCOMPARE(state->committed[9].messages.back().id, 100);
    QCOMPARE(state->committed[9].totals->messages, 100);
    QCOMPARE(state->committed[9].totals->gaps, 0);
}

void TestWriterThread::keepsToTheFloor()
{
    auto state = std::make_shared<FakeStore::State>();
    std::atomic<qint64> free = 1'000;
    WriterOptions options = quick();
    options.minFreeBytes = 100;
    options.freeBytes = [&free](const QString &) { return free.load(); };
    WriterThread writer(std::make_unique<FakeStore>(state), options, {});
    writer.push(traffic(1, 10));
    writer.flush();
    free = 99;
    writer.push(traffic(11, 10));
    writer.flush();
    QVERIFY(!writer.trouble().isEmpty());
    free = 100;
    writer.push(traffic(21, 10));
    writer.flush();
    QVERIFY(writer.trouble().isEmpty());
    QVERIFY(writer.stop());
    QCOMPARE(state->committed.size(), std::size_t(3));
    QCOMPARE(state->committed[1].gaps.size(), std::size_t(1));
    QCOMPARE(state->committed[1].gaps[0].cause, GapRecord::Cause::DiskFull);
}

void TestWriterThread::savesAsWhileWriting()
{
    const QTemporaryDir dir;
    const QString first = dir.filePath(QStringLiteral("first"));
    const QString second = dir.filePath(QStringLiteral("second"));
    QString error;
    auto store = StoreWriter::create(first, &error);
    QVERIFY2(store, qPrintable(error));
    WriterOptions options = quick();
    options.patience = 30s;
    options.budget = 1'000'000;
    std::atomic_bool isDone = false;
    WriterThread writer(std::move(store), options, {});
    Id next = 1;
    const auto push = [&] {
        writer.push(traffic(next, 100));
        next += 100;
    };
    while (next < 30'000)
        push();
    writer.saveAs(second, RecordStore::OldFile::Keep, [&](const QString &problem) {
        error = problem;
        isDone = true;
    });
    while (!isDone)
        push();
    QCOMPARE(error, QString());
    for (int i = 0; i < 10; ++i)
        push();
    QCOMPARE(writer.path(), second);
    QVERIFY(writer.stop());
    auto reader = StoreReader::open(second, &error);
    QVERIFY2(reader, qPrintable(error));
    QCOMPARE(reader->messageIds(false).size(), static_cast<std::size_t>(next - 1));
    QCOMPARE(reader->totals().messages, next - 1);
    QVERIFY(reader->gaps().empty());
    auto old = StoreReader::open(first, &error);
    QVERIFY2(old, qPrintable(error));
    QVERIFY(!old->messageIds(false).empty());
}

QTEST_GUILESS_MAIN(TestWriterThread)
#include "tst_writerthread.moc"
