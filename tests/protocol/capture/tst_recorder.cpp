// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/recorder.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace Capture;
using namespace std::chrono_literals;

namespace {

/// A disk that writes only when the test lets it.
class GatedStore final : public RecordStore
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
    bool commit() override { return true; }
    bool finish() override { return true; }
    bool beginCopy(const QString &, OldFile) override { return false; }
    CopyState stepCopy(std::chrono::milliseconds) override { return CopyState::None; }
    Failure failure() const override { return Failure::None; }
    QString errorText() const override { return {}; }
    Id lastGapId() const override { return 0; }
    QString path() const override { return QStringLiteral("nowhere"); }
    qint64 fileBytes() const override { return 0; }

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

QTEST_GUILESS_MAIN(RecorderTest)
#include "tst_recorder.moc"
