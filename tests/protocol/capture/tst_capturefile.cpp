// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/capturefile.h"
#include "protocol/capture/schema.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/conditions.h"
#include "tests/support/records.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Capture;
using namespace Samples;

/// Files: locks, crashes, saving, and what a file from elsewhere may not do.
class TestCaptureFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void locksWhatIsRecorded();
    void savesAnUnsavedCapture();
    void savesWhileItIsRead();
    void survivesAKill();
    void opensWhereNothingCanBeWritten();
    void refusesWhatIsNoCapture();
    void refusesATruncatedFile();
    void refusesForeignObjects_data();
    void refusesForeignObjects();
    void readsHostileValues();

private:
    QString makeCapture(const QString &name, Id messages);
    static void run(const QString &path, const char *sql);

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestCaptureFile::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

QString TestCaptureFile::makeCapture(const QString &name, Id messages)
{
    const QString path = m_dir->filePath(name);
    QString error;
    auto writer = StoreWriter::create(path, &error);
    if (!writer || !writer->write(traffic(1, messages)) || !writer->finish())
        qFatal("%s", qPrintable(error));
    return path;
}

void TestCaptureFile::run(const QString &path, const char *sql)
{
    sqlite3 *database = nullptr;
    sqlite3_open(path.toUtf8().constData(), &database);
    char *words = nullptr;
    sqlite3_exec(database, sql, nullptr, nullptr, &words);
    if (words != nullptr)
        qFatal("%s: %s", sql, words);
    sqlite3_close(database);
}

void TestCaptureFile::locksWhatIsRecorded()
{
    QString error;
    const QString folder = m_dir->filePath(QStringLiteral("state"));
    auto file = CaptureFile::createUnsaved(folder, &error);
    QVERIFY2(file, qPrintable(error));
    QVERIFY(file->isUnsaved());
    auto other = CaptureFile::createUnsaved(folder, &error);
    QVERIFY(other && other->path() != file->path());
    QVERIFY(StoreWriter::create(file->path(), &error)->finish());
    QVERIFY(isBeingRecorded(file->path()));
    QVERIFY(!CaptureFile::lock(file->path(), &error));
    QVERIFY(error.contains(QStringLiteral("another program")));
    QCOMPARE(recoverCapture(file->path(), &error), QString());
    QVERIFY(unsavedCaptures(folder).isEmpty());
    const QString path = file->path();
    file.reset();
    QVERIFY(!isBeingRecorded(path));
    const auto unsaved = unsavedCaptures(folder);
    QCOMPARE(unsaved.size(), 1);
    QCOMPARE(unsaved[0].path, path);
    QVERIFY(!unsaved[0].isCrashed);
    QVERIFY(unsaved[0].bytes > 0);
}

void TestCaptureFile::savesAnUnsavedCapture()
{
    QString error;
    auto file = CaptureFile::createUnsaved(m_dir->path(), &error);
    auto writer = StoreWriter::create(file->path(), &error);
    QVERIFY(writer->write(traffic(1, 10)) && writer->finish());
    writer.reset();
    const QString unsaved = file->path();
    const QString target = m_dir->filePath(QStringLiteral("saved"));
    QVERIFY2(file->save(target, &error), qPrintable(error));
    QCOMPARE(file->path(), target);
    QVERIFY(!file->isUnsaved());
    QVERIFY(!QFile::exists(unsaved));
    const QString copy = m_dir->filePath(QStringLiteral("copy"));
    QVERIFY2(file->save(copy, &error), qPrintable(error));
    QVERIFY(QFile::exists(target));
    QVERIFY(StoreReader::open(copy, &error));
    QVERIFY(!file->save(m_dir->filePath(QStringLiteral("no/such/folder")), &error));
    QCOMPARE(file->path(), copy);
    file->discard();
    QVERIFY(QFile::exists(copy));
}

void TestCaptureFile::savesWhileItIsRead()
{
    QString error;
    auto file = CaptureFile::createUnsaved(m_dir->path(), &error);
    auto writer = StoreWriter::create(file->path(), &error);
    QVERIFY(writer->write(traffic(1, 10)) && writer->commit());
    auto reader = StoreReader::open(file->path(), &error);
    QVERIFY2(reader, qPrintable(error));
    QVERIFY(writer->finish());
    writer.reset();
    const QString target = m_dir->filePath(QStringLiteral("saved"));
    QVERIFY2(file->save(target, &error), qPrintable(error));
    QCOMPARE(reader->messageIds(false).size(), std::size_t(10)); // on the file that is gone
    reader = StoreReader::open(target, &error);
    QVERIFY2(reader, qPrintable(error));
    QCOMPARE(reader->messageIds(false).size(), std::size_t(10));
    QVERIFY(!QFile::exists(target + QStringLiteral("-wal")));
}

/// A recorder is killed between two commits: what it committed is there.
void TestCaptureFile::survivesAKill()
{
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const QString folder = m_dir->path();
    const pid_t child = ::fork();
    if (child == 0) {
        QString error;
        auto file = CaptureFile::createUnsaved(folder, &error);
        auto writer = StoreWriter::create(file->path(), &error);
        Id next = 1;
        for (; next <= 5'000; next += 100) {
            if (!writer->write(traffic(next, 100)) || !writer->commit())
                ::_exit(1);
        }
        if (!writer->write(traffic(next, 100)) || ::write(ready[1], "x", 1) != 1)
            ::_exit(1);
        ::pause();
    }
    char byte = 0;
    QCOMPARE(::read(ready[0], &byte, 1), ssize_t(1));
    QVERIFY(unsavedCaptures(folder).isEmpty());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);

    const auto unsaved = unsavedCaptures(folder);
    QCOMPARE(unsaved.size(), 1);
    QVERIFY(unsaved[0].isCrashed);
    QString error;
    const QString recovered = recoverCapture(unsaved[0].path, &error);
    QVERIFY2(!recovered.isEmpty(), qPrintable(error));
    QVERIFY(!QFile::exists(unsaved[0].path));
    QVERIFY(!QFile::exists(recovered + QStringLiteral("-wal")));
    auto reader = StoreReader::open(recovered, &error);
    QVERIFY2(reader, qPrintable(error));
    QCOMPARE(reader->messageIds(false).size(), std::size_t(5'000));
    QCOMPARE(reader->message(5'000)->record.id, 5'000);
    QCOMPARE(unsavedCaptures(folder).size(), 1);
    QVERIFY(!unsavedCaptures(folder)[0].isCrashed);
}

void TestCaptureFile::opensWhereNothingCanBeWritten()
{
    const QString folder = m_dir->filePath(QStringLiteral("sealed"));
    QVERIFY(QDir().mkpath(folder));
    const QString path = folder + QStringLiteral("/a capture?#");
    QVERIFY(QFile::rename(makeCapture(QStringLiteral("a"), 10), path));
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
    QString error;
    const auto reader = StoreReader::open(path, &error);
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY2(reader, qPrintable(error));
    QCOMPARE(reader->messageIds(false).size(), std::size_t(10));
}

void TestCaptureFile::refusesWhatIsNoCapture()
{
    QString error;
    const auto objection = [&](const QString &path) {
        error.clear();
        return StoreReader::open(path, &error) ? QString() : error;
    };
    const QString path = m_dir->filePath(QStringLiteral("x"));
    QVERIFY(objection(path).endsWith(QStringLiteral("does not exist.")));
    QVERIFY(!StoreReader::open(path, nullptr)); // who does not ask why is not told
    QVERIFY(objection(m_dir->path()).endsWith(QStringLiteral("is not a file.")));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(objection(path).endsWith(QStringLiteral("is empty.")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5'000, 'x')) == 5'000);
    file.close();
    QVERIFY(objection(path).endsWith(QStringLiteral("is not a capture.")));
    QVERIFY(file.remove());
    run(path, "CREATE TABLE t(a)");
    QVERIFY(objection(path).endsWith(QStringLiteral("is not a capture.")));
    const QString newer = makeCapture(QStringLiteral("newer"), 1);
    run(newer,
        QByteArray("PRAGMA user_version=" + QByteArray::number(SchemaVersion + 1)).constData());
    QVERIFY(objection(newer).contains(QStringLiteral("newer version of Sockscope")));
    QString words;
    QVERIFY(!StoreWriter::append(newer, &words));
    QVERIFY(words.contains(QStringLiteral("newer version")));
    const QString older = makeCapture(QStringLiteral("older"), 1);
    run(older, "DROP TABLE gap_row");
    QVERIFY(!objection(older).isEmpty());
}

void TestCaptureFile::refusesATruncatedFile()
{
    const QString path = makeCapture(QStringLiteral("whole"), 5'000);
    QFile whole(path);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    const QString cut = m_dir->filePath(QStringLiteral("cut"));
    for (int tenth = 1; tenth < 10; ++tenth) {
        QFile file(cut);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes.first(bytes.size() * tenth / 10));
        file.close();
        QString error;
        QVERIFY2(!StoreReader::open(cut, &error), qPrintable(QString::number(tenth)));
        QVERIFY2(error.contains(QStringLiteral("is damaged"))
                     || error.contains(QStringLiteral("is not a")),
                 qPrintable(error));
    }
}

void TestCaptureFile::refusesForeignObjects_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("trigger") << QByteArray("CREATE TRIGGER t AFTER INSERT ON payload BEGIN DELETE "
                                           "FROM payload; END");
    QTest::newRow("view") << QByteArray("CREATE VIEW v AS SELECT 1");
    QTest::newRow("another view") << QByteArray(
        "DROP VIEW frame; CREATE VIEW frame AS SELECT load_extension('x')");
    QTest::newRow("table") << QByteArray("CREATE TABLE mine(a)");
    QTest::newRow("virtual table") << QByteArray("CREATE VIRTUAL TABLE f USING fts5(a)");
    QTest::newRow("index") << QByteArray("CREATE INDEX i ON frame_row(abs(id))");
    QTest::newRow("view for a table")
        << QByteArray("DROP TABLE gap_row; CREATE VIEW gap_row AS SELECT 1 AS id");
}

void TestCaptureFile::refusesForeignObjects()
{
    QFETCH(QByteArray, sql);
    const QString path = makeCapture(QStringLiteral("foreign"), 1);
    run(path, sql.constData());
    QString error;
    QVERIFY(!StoreReader::open(path, &error));
    QVERIFY2(error.contains(QStringLiteral("no capture holds")), qPrintable(error));
    QVERIFY(!StoreWriter::append(path, &error));
    QVERIFY2(error.contains(QStringLiteral("no capture holds")), qPrintable(error));
}

/// Values that no writer writes: they are read as far as they make sense.
void TestCaptureFile::readsHostileValues()
{
    const QString path = makeCapture(QStringLiteral("hostile"), 10);
    run(path,
        "UPDATE message_row SET content_bytes = 9223372036854775807, attachments = "
        "9223372036854775807, first_attachment = 9223372036854775807, kind = 200, engineio = "
        "1000, direction = -1, problems = 'nonsense,ws-rsv2', first_frame = 0, last_frame = "
        "9223372036854775807 WHERE id = 1;"
        "UPDATE message_row SET attachments = 5, first_attachment = 1 WHERE id = 2;"
        "INSERT INTO attachment VALUES(1, 2, 0, 1 << 62, 7, NULL);"
        "UPDATE payload SET spill = 7 WHERE id = 3;"
        "UPDATE message_row SET content_bytes = 1 << 40 WHERE id = 3;"
        "INSERT INTO spill_piece VALUES(1, 7, 0, 5, x'00'), (2, 7, 1, 1 << 60, x'00');"
        "UPDATE payload SET data = 5 WHERE id = 4; DELETE FROM payload WHERE id = 5;"
        "UPDATE row_list SET ids = x'ffffffffffffffffffffffffffff' WHERE list = 0;"
        "INSERT INTO row_list VALUES(0, 1, x'0406'), (1, 0, 'text'), (9, 9, NULL);"
        "INSERT INTO session_row(id, type, state, engineio) VALUES(1, 99, -5, 300);"
        "INSERT INTO session_transport VALUES(1, 0, 5, 99, 1), (2, 0, 0, 0, 0);"
        "INSERT INTO problem_row(id, problem) VALUES(1, 'no-such-problem'), (2, 'ws-rsv3');"
        "INSERT INTO gap_row(id, cause) VALUES(1, 99);"
        "INSERT INTO annotation VALUES(-3, 'x', NULL), (2, 7, x'ff00'), (9, NULL, 5);"
        "INSERT INTO exchange_row(id, status) VALUES(1, 1 << 40);"
        "INSERT INTO exchange_part VALUES(4, 1, 77, 1, 0, x'00'), (6, 1, 2, 1 << 62, 7, NULL)");
    QString error;
    const auto reader = StoreReader::open(path, &error);
    QVERIFY2(reader, qPrintable(error));
    const auto first = reader->message(1);
    QVERIFY(first);
    QCOMPARE(first->record.kind, Kind::Raw);
    QCOMPARE(first->record.engineIo, qint8(-1));
    QCOMPARE(first->record.direction, Direction::Sent);
    QVERIFY(first->record.problems == Problems(Problem::WsRsv2));
    QVERIFY(!first->record.content.bytes.isEmpty());
    QVERIFY(first->record.attachments.empty());
    QCOMPARE(reader->framesOfMessage(1).size(), std::size_t(1));
    QCOMPARE(reader->attachmentBytes(1, 0, 0, 10), QByteArray());
    QCOMPARE(reader->attachmentBytes(2, 0, 0, 1 << 30), QByteArray());
    QCOMPARE(reader->message(2)->record.attachments.size(), std::size_t(1));
    QVERIFY(!reader->messageBytes(3, 0, std::numeric_limits<qint64>::max()).isEmpty());
    QCOMPARE(reader->messageBytes(4, 0, 10), QByteArray());
    QVERIFY(reader->message(4) && reader->message(5));
    reader->messageIds(true);
    QCOMPARE(reader->sessions().size(), std::size_t(1));
    QCOMPARE(reader->sessions()[0].transports.size(), 1);
    QCOMPARE(reader->problems(0, 10).size(), std::size_t(1));
    QCOMPARE(reader->gaps().size(), std::size_t(1));
    QCOMPARE(reader->annotations().size(), std::size_t(2));
    QVERIFY(reader->exchange(1));
    int visited = 0;
    reader->forEachMessage(0, 1 << 20, [&visited](MessageRow &&) { return ++visited > 0; });
    QCOMPARE(visited, 10);
    const std::atomic_bool cancelled = false;
    reader->choose(StoreReader::Rows::Messages, containing("zzz"), 0, 10, cancelled,
                   [](std::span<const Id>) {});
}

QTEST_GUILESS_MAIN(TestCaptureFile)
#include "tst_capturefile.moc"
