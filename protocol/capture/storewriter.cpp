// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storewriter.h"

#include "protocol/capture/checkpointer.h"
#include "protocol/capture/rowinserter.h"
#include "protocol/capture/schema.h"
#include "protocol/capture/schemaobjects.h"
#include "protocol/capture/statement.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

namespace Capture {

namespace {

constexpr int OpenFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
constexpr int CopyPages = 128; // a step: 2 MiB

/// Opens \a path, or null and the words in \a error.
std::unique_ptr<SQLite::Database> openDatabase(const QString &path, int flags, QString *error)
{
    try {
        return std::make_unique<SQLite::Database>(path.toStdString(), flags, 2000);
    } catch (const std::exception &exception) {
        *error = QString::fromUtf8(exception.what());
        return nullptr;
    }
}

bool setUpForWriting(SQLite::Database &database)
{
    return database.tryExec("PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                            "PRAGMA secure_delete=OFF;PRAGMA cache_size=-32768;"
                            "PRAGMA temp_store=MEMORY")
        == SQLITE_OK;
}

void removeWithCompanions(const QString &path)
{
    for (const char *const suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(path + QLatin1String(suffix));
}

} // namespace

class StoreWriter::Private
{
public:
    std::unique_ptr<SQLite::Database> database;
    QString path;
    std::unique_ptr<RowInserter> rows; // statements: gone before the database
    std::unique_ptr<Checkpointer> checkpointer; // likewise
    bool inTransaction = false;
    bool isFinished = false;
    Id lastGap = 0;
    Failure failure = Failure::None;
    QString errorText;

    // A copy under way.
    std::unique_ptr<SQLite::Database> copy;
    std::unique_ptr<SQLite::Backup> backup;
    QString copyPath;
    OldFile oldFile = OldFile::Keep;

    ~Private() { abandonCopy(); }

    bool exec(const char *sql) { return database->tryExec(sql) == SQLITE_OK || fail(); }

    bool fail()
    {
        failIn(*database);
        if (sqlite3_get_autocommit(database->getHandle()) == 0)
            database->tryExec("ROLLBACK");
        inTransaction = false;
        if (rows)
            rows->forget();
        return false;
    }

    void failIn(SQLite::Database &where)
    {
        failure = (where.getErrorCode() & 0xff) == SQLITE_FULL ? Failure::DiskFull
                                                               : Failure::WriteError;
        errorText = QString::fromUtf8(where.getErrorMsg());
    }

    bool begin()
    {
        if (isFinished) {
            failure = Failure::WriteError;
            errorText = QStringLiteral("the capture is finished");
            return false;
        }
        if (!inTransaction && !exec("BEGIN IMMEDIATE"))
            return false;
        inTransaction = true;
        return true;
    }

    bool prepare()
    {
        rows = std::make_unique<RowInserter>(*database);
        checkpointer = std::make_unique<Checkpointer>(database->getHandle(), path);
        return rows->prepare() || fail();
    }

    bool createIndexes(const QByteArray &sortedIn);
    bool takeOverCopy();
    void abandonCopy();
};

bool StoreWriter::Private::createIndexes(const QByteArray &sortedIn)
{
    failure = Failure::None;
    errorText.clear();
    database->tryExec(("PRAGMA temp_store=" + sortedIn).constData());
    const auto &indexes = finishedIndexes();
    return std::all_of(indexes.begin(), indexes.end(), [this](const SchemaObject &index) {
        QByteArray sql = index.sql;
        return exec(sql.replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ").constData());
    });
}

void StoreWriter::Private::abandonCopy()
{
    backup.reset();
    copy.reset();
    if (!copyPath.isEmpty())
        removeWithCompanions(copyPath + QStringLiteral(".part"));
    copyPath.clear();
}

/// The copy is complete: puts it in place and goes on in it.
bool StoreWriter::Private::takeOverCopy()
{
    const QString part = copyPath + QStringLiteral(".part");
    backup.reset();
    copy.reset();
    for (const char *const suffix : {"-wal", "-shm", "-journal"})
        QFile::remove(copyPath + QLatin1String(suffix));
    const auto refuse = [this](const QString &words) {
        abandonCopy();
        failure = Failure::WriteError;
        errorText = words;
        return false;
    };
    // Not QFile's, which does not replace what is there.
    if (std::rename(QFile::encodeName(part).constData(), QFile::encodeName(copyPath).constData())
        != 0)
        return refuse(QStringLiteral("the copy could not be put in place"));
    QString error;
    auto target = openDatabase(copyPath, OpenFlags, &error);
    if (!target)
        return refuse(error);
    auto targetRows = std::make_unique<RowInserter>(*target);
    if (!setUpForWriting(*target) || !targetRows->prepare())
        return refuse(QString::fromUtf8(target->getErrorMsg()));
    targetRows->takeStateOf(*rows);

    const QString oldPath = path;
    rows = std::move(targetRows);
    checkpointer = std::make_unique<Checkpointer>(target->getHandle(), copyPath);
    database->tryExec("PRAGMA wal_checkpoint(TRUNCATE);PRAGMA journal_mode=DELETE");
    database = std::move(target);
    path = copyPath;
    copyPath.clear();
    if (oldFile == OldFile::Remove)
        removeWithCompanions(oldPath);
    return true;
}

StoreWriter::StoreWriter(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

StoreWriter::~StoreWriter()
{
    if (m_d->inTransaction)
        StoreWriter::commit();
}

std::unique_ptr<StoreWriter> StoreWriter::create(const QString &path, QString *error)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (QFile::exists(absolute)) {
        *error = QStringLiteral("%1 exists already.").arg(path);
        return nullptr;
    }
    auto d = std::make_unique<Private>();
    d->path = absolute;
    d->database = openDatabase(absolute, OpenFlags | SQLite::OPEN_CREATE, error);
    if (!d->database) {
        *error = QStringLiteral("%1 could not be made: %2").arg(path, *error);
        return nullptr;
    }
    if (!createSchema(*d->database) || !setUpForWriting(*d->database) || !d->prepare()) {
        *error = QStringLiteral("%1 could not be written: %2")
                     .arg(path, QString::fromUtf8(d->database->getErrorMsg()));
        d->rows.reset();
        d->checkpointer.reset();
        d->database.reset();
        removeWithCompanions(absolute);
        return nullptr;
    }
    return std::unique_ptr<StoreWriter>(new StoreWriter(std::move(d)));
}

std::unique_ptr<StoreWriter> StoreWriter::append(const QString &path, QString *error)
{
    auto d = std::make_unique<Private>();
    d->path = QFileInfo(path).absoluteFilePath();
    d->database = openDatabase(d->path, OpenFlags, error);
    if (!d->database) {
        *error = QStringLiteral("%1 could not be opened: %2").arg(path, *error);
        return nullptr;
    }
    restrain(*d->database);
    const QString objection = schemaObjection(*d->database);
    if (!objection.isEmpty()) {
        *error = QStringLiteral("%1 %2").arg(path, objection);
        return nullptr;
    }
    bool isReady = setUpForWriting(*d->database) && upgradeSchema(*d->database);
    for (const SchemaObject &index : finishedIndexes())
        isReady = isReady && d->exec(QByteArray("DROP INDEX IF EXISTS " + index.name).constData());
    if (!isReady || !d->prepare()) {
        *error = QStringLiteral("%1 could not be written: %2")
                     .arg(path, QString::fromUtf8(d->database->getErrorMsg()));
        return nullptr;
    }
    std::unique_ptr<StoreWriter> writer(new StoreWriter(std::move(d)));
    writer->m_d->lastGap = writer->lastIds().gap;
    return writer;
}

bool StoreWriter::write(const RecordBatch &batch)
{
    return m_d->begin() && (m_d->rows->insert(batch) || m_d->fail());
}

bool StoreWriter::commit()
{
    if (!m_d->inTransaction)
        return true;
    if (!m_d->rows->insertLists() || m_d->database->tryExec("COMMIT") != SQLITE_OK)
        return m_d->fail();
    m_d->inTransaction = false;
    if (m_d->checkpointer)
        m_d->checkpointer->committed();
    return true;
}

bool StoreWriter::finish()
{
    m_d->abandonCopy();
    if (!commit())
        return false;
    m_d->checkpointer.reset();
    // They are sorted in a file, as memory would grow with the capture; in memory if there is no
    // room for such a file.
    if (!m_d->createIndexes("FILE") && !m_d->createIndexes("MEMORY"))
        return false;
    m_d->rows.reset();
    m_d->isFinished = true;
    // A reader that has the file open keeps it from leaving WAL; settleCapture() does it later.
    m_d->database->tryExec("PRAGMA busy_timeout=0;PRAGMA wal_checkpoint(TRUNCATE)");
    m_d->database->tryExec("PRAGMA journal_mode=DELETE");
    return true;
}

bool StoreWriter::beginCopy(const QString &path, OldFile oldFile)
{
    m_d->abandonCopy();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (absolute == m_d->path || m_d->isFinished) {
        m_d->failure = Failure::WriteError;
        m_d->errorText = QStringLiteral("this is the file that is being recorded into");
        return false;
    }
    const QString part = absolute + QStringLiteral(".part");
    removeWithCompanions(part);
    QString error;
    m_d->copy = openDatabase(part, OpenFlags | SQLite::OPEN_CREATE, &error);
    try {
        if (m_d->copy) {
            m_d->copy->tryExec("PRAGMA journal_mode=OFF;PRAGMA synchronous=NORMAL");
            m_d->backup = std::make_unique<SQLite::Backup>(*m_d->copy, *m_d->database);
        }
    } catch (const std::exception &exception) {
        error = QString::fromUtf8(exception.what());
        m_d->copy.reset();
    }
    if (!m_d->backup) {
        removeWithCompanions(part);
        m_d->failure = Failure::WriteError;
        m_d->errorText = error;
        return false;
    }
    m_d->copyPath = absolute;
    m_d->oldFile = oldFile;
    return true;
}

RecordStore::CopyState StoreWriter::stepCopy(std::chrono::milliseconds budget)
{
    if (!m_d->backup)
        return CopyState::None;
    if (!commit())
        return CopyState::Running;
    const QDeadlineTimer deadline(budget);
    try {
        do {
            const int result = m_d->backup->executeStep(CopyPages);
            if (result == SQLITE_DONE)
                return m_d->takeOverCopy() ? CopyState::Done : CopyState::Failed;
        } while (!deadline.hasExpired());
    } catch (const std::exception &) {
        m_d->failIn(*m_d->copy);
        m_d->abandonCopy();
        return CopyState::Failed;
    }
    return CopyState::Running;
}

RecordStore::Failure StoreWriter::failure() const
{
    return m_d->failure;
}

QString StoreWriter::errorText() const
{
    return m_d->errorText;
}

QString StoreWriter::path() const
{
    return m_d->path;
}

Id StoreWriter::lastGapId() const
{
    return m_d->lastGap;
}

qint64 StoreWriter::fileBytes() const
{
    return QFileInfo(m_d->path).size() + QFileInfo(m_d->path + QStringLiteral("-wal")).size();
}

StoreWriter::LastIds StoreWriter::lastIds()
{
    const auto last = [this](const char *sql) -> Id {
        Statement statement;
        if (!statement.prepare(m_d->database->getHandle(), sql) || !statement.step())
            return 0;
        const Id id = statement.integer(0);
        statement.reset();
        return id;
    };
    LastIds ids;
    ids.source = static_cast<quint32>(last("SELECT max(id) FROM source_row"));
    ids.connection = last("SELECT max(id) FROM connection_row");
    ids.session = last("SELECT max(id) FROM session_row");
    ids.exchange = last("SELECT max(id) FROM exchange_row");
    ids.frame = last("SELECT max(id) FROM frame_row");
    ids.message = last("SELECT max(id) FROM message_row");
    ids.spill = last("SELECT max(spill) FROM spill_piece");
    ids.problem = last("SELECT max(id) FROM problem_row");
    ids.gap = last("SELECT max(id) FROM gap_row");
    return ids;
}

} // namespace Capture
