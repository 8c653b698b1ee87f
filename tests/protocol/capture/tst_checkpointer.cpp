// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/checkpointer.h"

#include <sqlite3.h>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using Capture::Checkpointer;

namespace {

constexpr qint64 PageBytes = 4096;

struct Close
{
    void operator()(sqlite3 *database) const { sqlite3_close(database); }
};
using Database = std::unique_ptr<sqlite3, Close>;

Database open(const QString &path)
{
    sqlite3 *database = nullptr;
    sqlite3_open(path.toUtf8().constData(), &database);
    return Database(database);
}

bool exec(const Database &database, const char *sql)
{
    return sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

} // namespace

/// Checkpointer, beside a connection that adds some hundred pages in a transaction.
class TestCheckpointer : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void leavesLittleAlone();
    void movesWhileWriting();
    void isHeldUpByAReaderOnly();
    void leavesAFileThatCanBeSettled();
    void survivesAFolderThatIsGone();

private:
    bool write(int transactions);
    qint64 walBytes() const { return QFileInfo(m_path + QStringLiteral("-wal")).size(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    Database m_writer;
    std::unique_ptr<Checkpointer> m_checkpointer;
    int m_written = 0;
    int m_mostPages = 0;
};

void TestCheckpointer::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(QStringLiteral("file"));
    m_writer = open(m_path);
    m_written = 0;
    m_mostPages = 0;
    QVERIFY(exec(m_writer,
                 "PRAGMA page_size=4096;PRAGMA journal_mode=WAL;"
                 "PRAGMA synchronous=NORMAL;CREATE TABLE piece(data BLOB)"));
    m_checkpointer = std::make_unique<Checkpointer>(m_writer.get(), m_path);
}

void TestCheckpointer::cleanup()
{
    m_checkpointer.reset();
    m_writer.reset();
}

/// Transactions of a little more than 100 pages.
bool TestCheckpointer::write(int transactions)
{
    for (int i = 0; i < transactions; ++i) {
        if (!exec(m_writer, "INSERT INTO piece VALUES(zeroblob(400000))"))
            return false;
        ++m_written;
        m_checkpointer->committed();
        m_mostPages = std::max(m_mostPages, m_checkpointer->walPages());
    }
    return true;
}

void TestCheckpointer::leavesLittleAlone()
{
    const qint64 before = QFileInfo(m_path).size();
    QVERIFY(write(10));
    QVERIFY(m_checkpointer->walPages() > 900);
    QCOMPARE(QFileInfo(m_path).size(), before);
}

void TestCheckpointer::movesWhileWriting()
{
    QVERIFY(write(1'000));
    QVERIFY2(m_mostPages >= Checkpointer::StartPages, "it never had to begin");
    // Without it the -wal would have them all.
    QVERIFY2(m_mostPages < Checkpointer::MostPages + 200, qPrintable(QString::number(m_mostPages)));
    QVERIFY2(walBytes() < PageBytes * (Checkpointer::MostPages + 400),
             qPrintable(QString::number(walBytes())));
    QVERIFY(m_written * qint64(400'000) - QFileInfo(m_path).size()
            < PageBytes * (Checkpointer::MostPages + 400));
}

void TestCheckpointer::isHeldUpByAReaderOnly()
{
    const Database reader = open(m_path);
    QVERIFY(write(1));
    QVERIFY(exec(reader, "BEGIN;SELECT count(*) FROM piece"));
    // Nothing past what the reader sees can be moved, and still the writer goes on.
    QVERIFY(write(Checkpointer::MostPages / 100 + 50));
    QVERIFY(m_checkpointer->walPages() > Checkpointer::MostPages);
    QVERIFY(exec(reader, "COMMIT"));
    QVERIFY(write(1)); // waits, and moves all
    QVERIFY(write(1)); // so the -wal begins anew
    QVERIFY(m_checkpointer->walPages() < 200);
    QVERIFY(write(10));
    QVERIFY(m_checkpointer->walPages() < Checkpointer::StartPages);
}

void TestCheckpointer::leavesAFileThatCanBeSettled()
{
    QVERIFY(write(100));
    QVERIFY(m_mostPages >= Checkpointer::StartPages);
    m_checkpointer.reset(); // perhaps in the middle of its work
    QVERIFY(exec(m_writer, "PRAGMA busy_timeout=0;PRAGMA journal_mode=DELETE"));
    QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
    QVERIFY(QFileInfo(m_path).size() > m_written * qint64(400'000));
    QVERIFY(exec(m_writer, "INSERT INTO piece VALUES(zeroblob(400000))"));
}

/// Its own connection cannot be opened: the writer does all of it.
void TestCheckpointer::survivesAFolderThatIsGone()
{
    m_checkpointer.reset();
    m_checkpointer = std::make_unique<Checkpointer>(m_writer.get(),
                                                    m_dir->filePath(QStringLiteral("no/such")));
    QVERIFY(write(Checkpointer::MostPages / 100 + 50));
    QVERIFY(m_mostPages >= Checkpointer::MostPages);
    QVERIFY(m_checkpointer->walPages() < Checkpointer::MostPages);
}

QTEST_GUILESS_MAIN(TestCheckpointer)
#include "tst_checkpointer.moc"
