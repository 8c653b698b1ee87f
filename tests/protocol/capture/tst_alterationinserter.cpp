// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/alterationinserter.h"

#include "protocol/capture/schema.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "protocol/capture/writerthread.h"
#include "tests/support/records.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Capture;

namespace {

using What = Alteration::What;

AlterationRecord record(Id message, What what, const QByteArray &by, qint64 heldUs = 0,
                        const QByteArray &other = {})
{
    return {.message = message,
            .time = Samples::at(100 + heldUs),
            .alteration = {.what = what, .by = by, .heldUs = heldUs, .other = other}};
}

} // namespace

/// Alterations in a capture: written, read, and told to the views.
class TestAlterationInserter : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("capture"));
    }

    void keepsWhatWasDone()
    {
        auto writer = StoreWriter::create(m_path, nullptr);
        RecordBatch batch = Samples::traffic(1, 3);
        batch.alterations = {record(2, What::Delayed, "slow", 20),
                             record(2, What::Replaced, "you", 7, "42[\"was\"]"),
                             record(3, What::Replaced, "mangle", 0, QByteArray("\xff\x00", 2))};
        batch.alterations[2].alteration.otherIsBinary = true;
        QVERIFY(writer->write(batch) && writer->finish());
        const auto reader = StoreReader::open(m_path, nullptr);
        QVERIFY(reader);
        QVERIFY(reader->alterations(1).empty());
        const auto two = reader->alterations(2);
        QCOMPARE(two.size(), std::size_t(2));
        QCOMPARE(two[0].alteration, batch.alterations[1].alteration); // in the order of their kinds
        QCOMPARE(two[1].alteration, batch.alterations[0].alteration);
        QVERIFY(two[1].time == batch.alterations[0].time);
        QCOMPARE(two[1].message, 2);
        const auto three = reader->alterations(3);
        QCOMPARE(three.size(), std::size_t(1));
        QCOMPARE(three[0].alteration, batch.alterations[2].alteration);
        QCOMPARE(reader->alteredMessages(), 2);
        // Who did it stands with the message, and so do they.
        QCOMPARE(reader->message(1)->record.changed, QByteArray());
        QCOMPARE(reader->message(2)->record.changed, QByteArray("you, slow"));
        QCOMPARE(reader->message(2)->alterations.size(), std::size_t(2));
        QCOMPARE(reader->messages(std::array<Id, 3> {1, 2, 3})[2].alterations[0].alteration,
                 batch.alterations[2].alteration);
        QVERIFY2(reader->errorText().isEmpty(), qPrintable(reader->errorText()));
    }

    void theLastOfAKindHolds()
    {
        auto writer = StoreWriter::create(m_path, nullptr);
        RecordBatch batch = Samples::traffic(1, 1);
        batch.alterations = {record(1, What::Delayed, "slow", 20)};
        QVERIFY(writer->write(batch) && writer->commit());
        const auto reader = StoreReader::open(m_path, nullptr);
        QCOMPARE(reader->message(1)->record.changed, QByteArray("slow"));
        RecordBatch later; // the message was written long before
        later.alterations = {record(1, What::Delayed, "you", 30'000'000),
                             record(1, What::Dropped, "you"), record(7, What::Dropped, "you")};
        QVERIFY(writer->write(later) && writer->commit());
        QCOMPARE(reader->message(1)->record.changed, QByteArray("you"));
        const auto all = reader->alterations(1);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[1].alteration, later.alterations[0].alteration);
        QVERIFY(reader->alterations(7).empty()); // there is no such message
        QCOMPARE(reader->alteredMessages(), 1);
    }

    void readsNoMoreThanIsAsked()
    {
        const QByteArray longText(StoreReader::WholeBytes + 1000, 'x');
        auto writer = StoreWriter::create(m_path, nullptr);
        RecordBatch batch = Samples::traffic(1, 1);
        batch.alterations = {record(1, What::Replaced, "you", 0, longText)};
        QVERIFY(writer->write(batch) && writer->finish());
        const auto reader = StoreReader::open(m_path, nullptr);
        const auto other = [](const auto &records) { return records[0].alteration.other; };
        QCOMPARE(other(reader->messages(std::array<Id, 1> {1})[0].alterations).size(),
                 StoreReader::PreviewBytes);
        QCOMPARE(other(reader->message(1)->alterations).size(), StoreReader::WholeBytes);
        QCOMPARE(other(reader->alterations(1)), longText);
        QVERIFY(reader->alterations(std::numeric_limits<Id>::max()).empty());
        QVERIFY(reader->alterations(-1).empty());
    }

    /// Written by the version of format 3: nothing was altered in it, and it becomes one of
    /// today's.
    void takesAnOldFileAlong()
    {
        QVERIFY(
            QFile::copy(QStringLiteral(SOCKSCOPE_TEST_DATA "/captures/format3.sockscope"), m_path)
            && QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner));
        {
            const auto reader = StoreReader::open(m_path, nullptr);
            QVERIFY(reader);
            QCOMPARE(reader->messageIds(true).size(), std::size_t(15));
            QVERIFY(reader->alterations(8).empty());
            QCOMPARE(reader->alteredMessages(), 0);
            QCOMPARE(reader->message(8)->record.content.bytes,
                     QByteArray(R"(420["message",{"text":"hello"}])"));
            QCOMPARE(reader->errorText(), QString());
        }
        QCOMPARE(version(), 3);
        QString error;
        auto writer = StoreWriter::append(m_path, &error);
        QVERIFY2(writer, qPrintable(error));
        RecordBatch batch;
        batch.alterations = {record(8, What::Dropped, "rule")};
        QVERIFY(writer->write(batch) && writer->finish());
        writer.reset();
        QCOMPARE(version(), SchemaVersion);
        const auto reader = StoreReader::open(m_path, &error);
        QVERIFY2(reader, qPrintable(error));
        QCOMPARE(reader->message(8)->record.changed, QByteArray("rule"));
        QCOMPARE(reader->alteredMessages(), 1);
        QCOMPARE(reader->message(9)->record.content.bytes, QByteArray(R"(42["message",1])"));
    }

    void tellsTheViews()
    {
        std::mutex mutex;
        std::vector<Advance> told;
        WriterThread thread(StoreWriter::create(m_path, nullptr), {.minFreeBytes = 0},
                            [&](Advance &&advance) {
                                const std::scoped_lock lock(mutex);
                                told.push_back(std::move(advance));
                            });
        const auto take = [&] {
            thread.flush();
            const std::scoped_lock lock(mutex);
            return std::exchange(told, {});
        };
        RecordBatch first = Samples::traffic(1, 3);
        first.alterations = {record(2, What::Dropped, "rule")};
        thread.push(std::move(first));
        std::vector<Advance> advances = take();
        QCOMPARE(advances.size(), std::size_t(1));
        QCOMPARE(advances[0].altered, 1);
        QVERIFY(advances[0].changedMessages.empty()); // it is new anyway
        RecordBatch later = Samples::traffic(4, 1);
        later.alterations = {record(2, What::Delayed, "rule"), record(1, What::Delayed, "rule"),
                             record(4, What::Delayed, "rule")};
        thread.push(std::move(later));
        advances = take();
        QCOMPARE(advances.size(), std::size_t(1));
        QCOMPARE(advances[0].altered, 2);
        QCOMPARE(advances[0].changedMessages, (std::vector<Id> {1, 2}));
    }

private:
    int version() const
    {
        QFile file(m_path); // at byte 60 of the header
        return file.open(QIODevice::ReadOnly) && file.seek(60) ? file.read(4).toHex().toInt() : -1;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestAlterationInserter)
#include "tst_alterationinserter.moc"
