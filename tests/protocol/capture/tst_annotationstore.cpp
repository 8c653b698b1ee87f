// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/annotationstore.h"

#include "protocol/capture/schema.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "protocol/capture/writerthread.h"
#include "tests/support/records.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace Capture;

namespace {

const Annotation Bookmark {.message = 3, .isBookmarked = true, .note = {}};
const Annotation Note {.message = 1, .isBookmarked = false, .note = "two\nlines, \xc3\xbc"};

} // namespace

class TestAnnotationStore : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void keepsAndForgets()
    {
        const QString path = makeCapture();
        QString error;
        QVERIFY2(storeAnnotation(path, Bookmark, &error), qPrintable(error));
        QVERIFY2(storeAnnotation(path, Note, &error), qPrintable(error));
        QCOMPARE(annotations(path), (std::vector {Note, Bookmark}));
        QVERIFY(storeAnnotation(
            path, Annotation {.message = 3, .isBookmarked = true, .note = "why"}, &error));
        QVERIFY(storeAnnotation(path, Annotation {.message = 1, .note = {}}, &error));
        QCOMPARE(annotations(path),
                 (std::vector {Annotation {.message = 3, .isBookmarked = true, .note = "why"}}));
        QVERIFY(!QFile::exists(path + QStringLiteral("-wal")));
    }

    void keepsNotesOnSessionsAndWordsOnAll()
    {
        const QString path = makeCapture();
        const About about {.title = "Late acks", .description = "two\nlines"};
        QString error;
        QVERIFY2(storeAnnotation(path, SessionNote {2, "the odd one"}, &error), qPrintable(error));
        QVERIFY2(storeAnnotation(path, SessionNote {1, "its friend"}, &error), qPrintable(error));
        QVERIFY2(storeAnnotation(path, about, &error), qPrintable(error));
        {
            const auto reader = StoreReader::open(path, nullptr);
            QCOMPARE(reader->sessionNotes(),
                     (std::vector<SessionNote> {{1, "its friend"}, {2, "the odd one"}}));
            QCOMPARE(reader->about(), about);
            QVERIFY(reader->annotations().empty());
        }
        QVERIFY(storeAnnotation(path, SessionNote {1, {}}, &error));
        QVERIFY(storeAnnotation(path, About {.title = {}, .description = "d"}, &error));
        const auto reader = StoreReader::open(path, nullptr);
        QCOMPARE(reader->sessionNotes(), (std::vector<SessionNote> {{2, "the odd one"}}));
        QCOMPARE(reader->about(), (About {.title = {}, .description = "d"}));
    }

    /// Of a version that had no notes on sessions.
    void takesFormat3Along()
    {
        const QString path = oldCapture(3);
        {
            const auto reader = StoreReader::open(path, nullptr);
            QVERIFY(reader && reader->sessionNotes().empty() && reader->about().isEmpty());
            QCOMPARE(reader->errorText(), QString());
        }
        QString error;
        QVERIFY2(storeAnnotation(path, SessionNote {1, "new"}, &error), qPrintable(error));
        QCOMPARE(version(path), SchemaVersion);
        const auto reader = StoreReader::open(path, nullptr);
        QCOMPARE(reader->sessionNotes(), (std::vector<SessionNote> {{1, "new"}}));
    }

    void worksBesideAReader()
    {
        const QString path = makeCapture();
        const auto reader = StoreReader::open(path, nullptr);
        QVERIFY(reader);
        QString error;
        QVERIFY2(storeAnnotation(path, Bookmark, &error), qPrintable(error));
        QCOMPARE(reader->annotations(), (std::vector {Bookmark}));
    }

    /// Written by the version of format 1: nothing is noted in it, and it becomes one of today's.
    void takesAnOldFileAlong()
    {
        const QString path = oldCapture();
        {
            const auto reader = StoreReader::open(path, nullptr);
            QVERIFY(reader);
            QVERIFY(reader->annotations().empty());
            QCOMPARE(reader->messageIds(true).size(), std::size_t(3));
            QCOMPARE(reader->errorText(), QString());
        }
        QCOMPARE(version(path), 1);
        QString error;
        QVERIFY2(storeAnnotation(path, Bookmark, &error), qPrintable(error));
        QCOMPARE(version(path), SchemaVersion);
        QCOMPARE(annotations(path), (std::vector {Bookmark}));
        const auto reader = StoreReader::open(path, nullptr);
        QCOMPARE(reader->message(3)->record.content.bytes,
                 QByteArray(R"(42["chat message",{"text":"bye"}])"));
    }

    void recordsOnIntoAnOldFile()
    {
        const QString path = oldCapture();
        QString error;
        auto writer = StoreWriter::append(path, &error);
        QVERIFY2(writer, qPrintable(error));
        RecordBatch batch;
        batch.annotations = {Note};
        QVERIFY(writer->write(batch) && writer->finish());
        writer.reset();
        QCOMPARE(version(path), SchemaVersion);
        QCOMPARE(annotations(path), (std::vector {Note}));
    }

    /// Another connection has the file for itself, as a file that may not be written.
    void leavesAFileThatCannotBeWritten()
    {
        const QString path = oldCapture();
        sqlite3 *other = nullptr;
        QCOMPARE(sqlite3_open(path.toUtf8().constData(), &other), SQLITE_OK);
        QCOMPARE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
        QString error;
        QVERIFY(!storeAnnotation(path, Bookmark, &error));
        QVERIFY2(error.startsWith(path) && error.contains(QStringLiteral("cannot be written")),
                 qPrintable(error));
        sqlite3_close(other);
        QCOMPARE(version(path), 1);
        QVERIFY(annotations(path).empty());

        QVERIFY(!storeAnnotation(m_dir->filePath(QStringLiteral("none")), Bookmark, &error));
        QVERIFY(error.contains(QStringLiteral("may not be written")));
        const QString other2 = m_dir->filePath(QStringLiteral("text"));
        QFile file(other2);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5'000, 'x')) == 5'000);
        file.close();
        QVERIFY(!storeAnnotation(other2, Bookmark, &error));
        QVERIFY2(error.contains(QStringLiteral("is not a capture")), qPrintable(error));
    }

    /// Through the writer, and into the copy when the capture is saved meanwhile.
    void comesBackFromTheWriter()
    {
        const QString path = m_dir->filePath(QStringLiteral("live"));
        const QString saved = m_dir->filePath(QStringLiteral("saved"));
        std::mutex mutex;
        std::vector<Annotation> told;
        WriterThread thread(
            StoreWriter::create(path, nullptr), {.minFreeBytes = 0}, [&](Advance &&advance) {
                const std::scoped_lock lock(mutex);
                told.insert(told.end(), advance.annotations.begin(), advance.annotations.end());
            });
        thread.push(Samples::traffic(1, 5));
        thread.annotate(Bookmark);
        thread.flush();
        {
            const std::scoped_lock lock(mutex);
            QCOMPARE(told, (std::vector {Bookmark}));
        }
        QCOMPARE(annotations(path), (std::vector {Bookmark}));
        std::atomic_bool isCopied = false;
        thread.saveAs(saved, RecordStore::OldFile::Keep,
                      [&isCopied](const QString &) { isCopied = true; });
        QTRY_VERIFY(isCopied);
        thread.annotate(Note);
        thread.annotate(SessionNote {1, "of the session"});
        thread.annotate(About {.title = "t", .description = {}});
        QVERIFY(thread.stop());
        QCOMPARE(annotations(saved), (std::vector {Note, Bookmark}));
        const auto reader = StoreReader::open(saved, nullptr);
        QCOMPARE(reader->sessionNotes(), (std::vector<SessionNote> {{1, "of the session"}}));
        QCOMPARE(reader->about().title, QByteArray("t"));
        QCOMPARE(annotations(path), (std::vector {Bookmark}));
    }

    void survivesAWriterThatFails()
    {
        const QString path = m_dir->filePath(QStringLiteral("live"));
        std::atomic<qint64> free = 0;
        WriterThread thread(StoreWriter::create(path, nullptr),
                            {.retryEvery = std::chrono::milliseconds(1),
                             .minFreeBytes = 10,
                             .checkDiskEvery = std::chrono::milliseconds(0),
                             .freeBytes = [&free](const QString &) { return free.load(); }},
                            nullptr);
        thread.push(Samples::traffic(1, 5));
        thread.annotate(Bookmark);
        thread.flush();
        QVERIFY(annotations(path).empty());
        free = 100;
        QTRY_COMPARE(annotations(path), (std::vector {Bookmark}));
    }

private:
    QString makeCapture() const
    {
        const QString path = m_dir->filePath(QStringLiteral("capture"));
        auto writer = StoreWriter::create(path, nullptr);
        return writer && writer->write(Samples::traffic(1, 5)) && writer->finish() ? path
                                                                                   : QString();
    }

    QString oldCapture(int format = 1) const
    {
        const QString path = m_dir->filePath(QStringLiteral("old"));
        const QString kept
            = QStringLiteral(SOCKSCOPE_TEST_DATA "/captures/format%1.sockscope").arg(format);
        return QFile::copy(kept, path)
                && QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner)
            ? path
            : QString();
    }

    static std::vector<Annotation> annotations(const QString &path)
    {
        const auto reader = StoreReader::open(path, nullptr);
        return reader ? reader->annotations() : std::vector {Annotation {.message = -1}};
    }

    static int version(const QString &path)
    {
        QFile file(path); // at byte 60 of the header
        return file.open(QIODevice::ReadOnly) && file.seek(60) ? file.read(4).toHex().toInt() : -1;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestAnnotationStore)
#include "tst_annotationstore.moc"
