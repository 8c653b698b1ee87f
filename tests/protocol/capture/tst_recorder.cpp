// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/recorder.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/nostore.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace Capture;
using namespace std::chrono_literals;

namespace {

/// A disk that writes only when the test lets it.
class GatedStore final : public NoStore
{
public:
    explicit GatedStore(QSemaphore &gate)
        : m_gate(gate)
    {
    }
    bool write(const RecordBatch &) override
    {
        m_gate.acquire();
        m_gate.release();
        return true;
    }

private:
    QSemaphore &m_gate;
};

WireEvent opened(Id id)
{
    return WireOpened {.connection = id, .source = 1, .time = Time(1s), .client = "a:1"};
}

WireEvent bytes(Id id, Direction direction, const QByteArray &bytes)
{
    return WireBytes {.connection = id, .direction = direction, .time = Time(2s), .bytes = bytes};
}

} // namespace

class RecorderTest : public QObject
{
    Q_OBJECT
private slots:
    void whatIsRecordedIsInTheFile();
    void isFullWhileTheWriterStands();
    void isFullByTheTimeThatDecodingTakes_data();
    void isFullByTheTimeThatDecodingTakes();
};

void RecorderTest::whatIsRecordedIsInTheFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.sockscope"));
    QString error;
    auto store = StoreWriter::create(path, &error);
    QVERIFY2(store, qPrintable(error));
    Recorder recorder(std::move(store), {}, {}, {});
    const int count = 500;
    for (int i = 1; i <= count; ++i) {
        recorder.record(opened(i));
        recorder.record(bytes(i, Direction::Sent, "GET /x HTTP/1.1\r\nHost: a\r\n\r\n"));
        recorder.record(
            bytes(i, Direction::Received, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
        recorder.record(WireClosed {.connection = i, .time = Time(3s)});
    }
    recorder.record(opened(count + 1)); // open at the end
    recorder.record(bytes(count + 1, Direction::Sent, "GET /y HTTP/1.1\r\nHost: a\r\n\r\n"));
    QVERIFY(recorder.stop());

    const auto reader = StoreReader::open(path, &error);
    QVERIFY2(reader, qPrintable(error));
    QCOMPARE(reader->totals().messages, qint64(count + 1));
    QCOMPARE(reader->totals().connections, qint64(count + 1));
    QCOMPARE(reader->messageIds(true).size(), std::size_t(count + 1));
}

void RecorderTest::isFullWhileTheWriterStands()
{
    QSemaphore gate;
    WriterOptions writer;
    writer.budget = 100'000;
    writer.neverLose = true;
    Recorder::Options options;
    options.budget = 1'000'000;
    Recorder recorder(std::make_unique<GatedStore>(gate), writer, {}, options);
    QVERIFY(!recorder.isFull());
    recorder.record(opened(1));
    const QByteArray garbage(50'000, '\x01');
    int recorded = 0;
    while (!recorder.isFull() && recorded < 1000) {
        recorder.record(bytes(1, Direction::Sent, garbage));
        ++recorded;
    }
    QVERIFY(recorder.isFull());
    gate.release();
    QTRY_VERIFY(!recorder.isFull());
    QVERIFY(recorder.stop());
}

void RecorderTest::isFullByTheTimeThatDecodingTakes_data()
{
    QTest::addColumn<int>("secondsALook"); // how far the clock goes whenever it is looked at
    QTest::addColumn<qint64>("least");
    QTest::addColumn<qint64>("most");
    QTest::newRow("slow") << 1 << qint64(500'000) << qint64(4'000'000);
    QTest::newRow("fast") << 0 << qint64(8'000'000) << qint64(16'000'000);
}

void RecorderTest::isFullByTheTimeThatDecodingTakes()
{
    QFETCH(const int, secondsALook);
    QFETCH(const qint64, least);
    QFETCH(const qint64, most);
    QSemaphore gate(1);
    WriterOptions writer;
    writer.budget = 100'000;
    writer.neverLose = true;
    std::atomic<int> looks = 0;
    Recorder::Options options;
    options.budget = 8'000'000;
    options.now = [&looks, secondsALook] { return Time(++looks * secondsALook * 1s); };
    Recorder recorder(std::make_unique<GatedStore>(gate), writer, {}, options);
    recorder.record(opened(1));
    const QByteArray much(4'000'000, '\x01');
    for (int i = 0; i < 20; ++i) { // one at a time: each shows the pace
        const int before = looks;
        recorder.record(bytes(1, Direction::Sent, much));
        QTRY_VERIFY(looks >= before + 3);
    }
    QTRY_VERIFY(!recorder.isFull());
    const QByteArray garbage(100'000, '\x01');
    gate.acquire();
    QSemaphoreReleaser release(gate);
    qint64 recorded = 0;
    while (!recorder.isFull() && recorded < 2 * most) {
        recorder.record(bytes(1, Direction::Sent, garbage));
        recorded += garbage.size();
    }
    QVERIFY2(recorded >= least && recorded <= most, qPrintable(QString::number(recorded)));
    release.cancel();
    gate.release();
    QTRY_VERIFY(!recorder.isFull());
    QVERIFY(recorder.stop());
}

QTEST_GUILESS_MAIN(RecorderTest)
#include "tst_recorder.moc"
