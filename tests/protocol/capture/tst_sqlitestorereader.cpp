// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/records.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace Capture;
using namespace Samples;

/// How StoreReader finds its way in a capture: long contents, lists, search.
class TestSqliteStoreReader : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsLongContents();
    void dropsPiecesAfterAHole();
    void listsRows();
    void readsWhileWriting();
    void finds();
    void visitsEveryMessage();

private:
    void reopen();

    QTemporaryDir m_dir;
    QString m_path;
    std::unique_ptr<StoreWriter> m_writer;
    std::unique_ptr<StoreReader> m_reader;
};

void TestSqliteStoreReader::init()
{
    static int count = 0;
    m_reader.reset();
    m_writer.reset();
    m_path = m_dir.filePath(QString::number(++count) + QStringLiteral(".sockscope"));
    QString error;
    m_writer = StoreWriter::create(m_path, &error);
    QVERIFY2(m_writer, qPrintable(error));
}

/// Finishes the file and opens it.
void TestSqliteStoreReader::reopen()
{
    QVERIFY2(m_writer->finish(), qPrintable(m_writer->errorText()));
    m_writer.reset();
    QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
    QString error;
    m_reader = StoreReader::open(m_path, &error);
    QVERIFY2(m_reader, qPrintable(error));
}

void TestSqliteStoreReader::readsLongContents()
{
    QByteArray whole(300'000, '\0');
    std::iota(whole.begin(), whole.end(), '\0');
    whole.replace(250'000, 6, "Needle");
    RecordBatch batch;
    batch.pieces = {{1, 0, whole.mid(70'000, 100'000)}, {2, 0, "other"}};
    QVERIFY(m_writer->write(batch) && m_writer->commit());
    RecordBatch second;
    second.pieces = {{1, 1, whole.mid(170'000)}};
    MessageRecord message = eventMessage(1, "long", "1");
    message.content.bytes = whole.first(70'000);
    message.content.size = whole.size();
    message.content.spill = 1;
    second.messages = {message};
    QVERIFY(m_writer->write(second));
    reopen();

    QCOMPARE(m_reader->messageBytes(1, 0, whole.size() + 9), whole);
    QCOMPARE(m_reader->messageBytes(1, 69'990, 20), whole.mid(69'990, 20));
    QCOMPARE(m_reader->messageBytes(1, 169'000, 2'000), whole.mid(169'000, 2'000));
    QCOMPARE(m_reader->messageBytes(1, 299'999, 5), whole.last(1));
    QCOMPARE(m_reader->messageBytes(1, 300'000, 5), QByteArray());
    QCOMPARE(m_reader->message(1)->record.content.bytes, whole);
    const std::vector<Id> ids {1};
    const auto rows = m_reader->messages(ids);
    QCOMPARE(rows[0].record.content.bytes, whole.first(StoreReader::PreviewBytes));
    QCOMPARE(rows[0].record.content.size, whole.size());
    std::vector<Id> found;
    std::atomic_bool cancelled = false;
    m_reader->search("needle", 0, cancelled, [&found](std::span<const Id> matches) {
        found.assign(matches.begin(), matches.end());
    });
    QCOMPARE(found, std::vector<Id> {1});
}

void TestSqliteStoreReader::dropsPiecesAfterAHole()
{
    RecordBatch batch;
    batch.pieces = {{1, 0, "BB"}, {1, 2, "DD"}, {1, 3, "EE"}};
    MessageRecord message = eventMessage(1, "long", "1");
    message.content.bytes = "AA";
    message.content.size = 10;
    message.content.spill = 1;
    batch.messages = {message};
    QVERIFY(m_writer->write(batch));
    reopen();
    QCOMPARE(m_reader->messageBytes(1, 0, 10), QByteArray("AABB"));
    QCOMPARE(m_reader->message(1)->record.content.size, 10);
}

void TestSqliteStoreReader::listsRows()
{
    constexpr Id Count = 10'000;
    std::vector<Id> shown;
    std::vector<Id> all;
    for (Id first = 1; first <= Count; first += 1'000) {
        RecordBatch batch = traffic(first, 1'000);
        for (MessageRecord &message : batch.messages) {
            all.push_back(message.id);
            if (message.id % 10 == 0)
                message.kind = Kind::EioPing;
            else
                shown.push_back(message.id);
        }
        QVERIFY(m_writer->write(batch) && m_writer->commit());
    }
    reopen();
    QCOMPARE(m_reader->messageIds(false), shown);
    QCOMPARE(m_reader->messageIds(true), all);
    QCOMPARE(m_reader->totals().messages, Count);
}

void TestSqliteStoreReader::readsWhileWriting()
{
    QVERIFY(m_writer->write(traffic(1, 10)) && m_writer->commit());
    QString error;
    m_reader = StoreReader::open(m_path, &error);
    QVERIFY2(m_reader, qPrintable(error));
    QCOMPARE(m_reader->messageIds(false).size(), std::size_t(10));
    QVERIFY(m_writer->write(traffic(11, 10)));
    QCOMPARE(m_reader->messageIds(false).size(), std::size_t(10));
    QVERIFY(m_writer->commit());
    QCOMPARE(m_reader->messageIds(false).size(), std::size_t(20));
    QCOMPARE(m_reader->message(20)->record.id, 20);
    QCOMPARE(m_reader->framesOfMessage(20).size(), std::size_t(1));
    QVERIFY(m_writer->fileBytes() > 0);
}

void TestSqliteStoreReader::finds()
{
    RecordBatch batch;
    for (Id id = 1; id <= 5'000; ++id)
        batch.messages.push_back(eventMessage(id, id % 1'000 == 7 ? "Special" : "chat", "\"x\""));
    batch.messages[99].nsp = "/SPECIALS";
    QVERIFY(m_writer->write(batch));
    reopen();
    std::vector<Id> found;
    std::atomic_bool cancelled = false;
    const auto collect
        = [&found](std::span<const Id> ids) { found.insert(found.end(), ids.begin(), ids.end()); };
    QCOMPARE(m_reader->search("sPECIAL", 0, cancelled, collect), 5'000);
    QCOMPARE(found, (std::vector<Id> {7, 100, 1'007, 2'007, 3'007, 4'007}));
    found.clear();
    m_reader->search("special", 1'007, cancelled, collect);
    QCOMPARE(found, (std::vector<Id> {2'007, 3'007, 4'007}));
    found.clear();
    m_reader->search("nowhere", 0, cancelled, collect);
    QVERIFY(found.empty());
    cancelled = true;
    QCOMPARE(m_reader->search("special", 0, cancelled, collect), 0);
}

void TestSqliteStoreReader::visitsEveryMessage()
{
    QVERIFY(m_writer->write(traffic(1, 5'000)));
    reopen();
    Id expected = 0;
    bool isInOrder = true;
    m_reader->forEachMessage(0, 10, [&](MessageRow &&row) {
        isInOrder = isInOrder && row.record.id == ++expected
            && row.record.content.bytes.size() == 10 && row.record.content.size > 10;
        return true;
    });
    QVERIFY(isInOrder);
    QCOMPARE(expected, 5'000);
    int visits = 0;
    m_reader->forEachMessage(4'990, 1'000, [&visits](MessageRow &&) { return ++visits < 3; });
    QCOMPARE(visits, 3);
}

QTEST_GUILESS_MAIN(TestSqliteStoreReader)
#include "tst_sqlitestorereader.moc"
