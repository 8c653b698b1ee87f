// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/capturefile.h"

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cstdio>

namespace Capture {

namespace {

constexpr int MostNames = 1000; // tried for one second

QString withSuffix(const QString &path, const char *suffix)
{
    return path + QLatin1String(suffix);
}

std::unique_ptr<QLockFile> lockFileOf(const QString &path)
{
    auto lockFile = std::make_unique<QLockFile>(withSuffix(path, ".lock"));
    lockFile->setStaleLockTime(0); // as long as its process lives
    return lockFile;
}

/// Renames and replaces what is at \a target, which QFile does not.
bool replace(const QString &source, const QString &target)
{
    return std::rename(QFile::encodeName(source).constData(), QFile::encodeName(target).constData())
        == 0;
}

/// A database that others have open stays in WAL mode; a copy of it need not. Bytes 18 and 19 of
/// its header say how it is written: 1 with a journal, 2 with a -wal.
bool clearWalMode(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(18))
        return false;
    const std::array<char, 2> journal {1, 1};
    return file.write(journal.data(), journal.size()) == std::ssize(journal);
}

bool isEmptyOrAbsent(const QString &path)
{
    return QFileInfo(path).size() == 0;
}

} // namespace

CaptureFile::CaptureFile(QString path, std::unique_ptr<QLockFile> lockFile)
    : m_path(std::move(path))
    , m_lock(std::move(lockFile))
{
}

std::unique_ptr<CaptureFile> CaptureFile::createUnsaved(const QString &folder, QString *error)
{
    if (!QDir().mkpath(folder)) {
        *error = QStringLiteral("The folder %1 could not be made.").arg(folder);
        return nullptr;
    }
    const QString stem = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    for (int number = 1; number < MostNames; ++number) {
        const QString path = QDir(folder).absoluteFilePath(QStringLiteral("capture-%1-%2.%3")
                                                               .arg(stem)
                                                               .arg(number)
                                                               .arg(QLatin1String(FileSuffix)));
        if (QFile::exists(path))
            continue;
        auto lockFile = lockFileOf(path);
        if (lockFile->tryLock(0)) {
            std::unique_ptr<CaptureFile> file(new CaptureFile(path, std::move(lockFile)));
            file->m_isUnsaved = true;
            return file;
        }
        if (lockFile->error() != QLockFile::LockFailedError)
            break;
    }
    *error = QStringLiteral("No capture can be made in %1.").arg(folder);
    return nullptr;
}

std::unique_ptr<CaptureFile> CaptureFile::lock(const QString &path, QString *error)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    auto lockFile = lockFileOf(absolute);
    if (lockFile->tryLock(0))
        return std::unique_ptr<CaptureFile>(new CaptureFile(absolute, std::move(lockFile)));
    *error = lockFile->error() == QLockFile::LockFailedError
        ? QStringLiteral("%1 is being recorded by another program.").arg(path)
        : QStringLiteral("%1 cannot be written: no file can be made in its folder.").arg(path);
    return nullptr;
}

bool CaptureFile::save(const QString &target, QString *error)
{
    const QString absolute = QFileInfo(target).absoluteFilePath();
    if (absolute == m_path)
        return true;
    auto locked = lock(absolute, error);
    if (!locked)
        return false;
    const bool isSettled = settleCapture(m_path);
    if (!isSettled && !isEmptyOrAbsent(withSuffix(m_path, "-wal"))) {
        *error = QStringLiteral("%1 is still being written.").arg(m_path);
        return false;
    }
    // Across file systems, and of a file that is open, a copy is what is moved into place.
    const QString part = withSuffix(absolute, ".part");
    bool isMoved = m_isUnsaved && isSettled && replace(m_path, absolute);
    if (!isMoved) {
        QFile::remove(part);
        QFile source(m_path);
        isMoved = source.copy(part) && (isSettled || clearWalMode(part)) && replace(part, absolute);
        if (!isMoved) {
            const QString words = source.error() == QFileDevice::NoError
                ? QStringLiteral("the disk may be full")
                : source.errorString();
            *error = QStringLiteral("%1 could not be written: %2.").arg(target, words);
            QFile::remove(part);
            return false;
        }
    }
    for (const char *const suffix : {"-wal", "-shm", "-journal"})
        QFile::remove(withSuffix(absolute, suffix));
    if (m_isUnsaved)
        removeCapture(m_path);
    m_lock = std::move(locked->m_lock);
    m_path = absolute;
    m_isUnsaved = false;
    return true;
}

void CaptureFile::discard()
{
    if (m_isUnsaved)
        removeCapture(m_path);
}

QList<UnsavedCapture> unsavedCaptures(const QString &folder)
{
    QList<UnsavedCapture> captures;
    const QString pattern = QStringLiteral("*.") + QLatin1String(FileSuffix);
    const QFileInfoList files
        = QDir(folder).entryInfoList({pattern}, QDir::Files, QDir::Time); // newest first
    for (const QFileInfo &file : files) {
        const QString path = file.absoluteFilePath();
        if (isBeingRecorded(path))
            continue;
        const QFileInfo log(withSuffix(path, "-wal"));
        captures.append({path, file.lastModified(), file.size() + log.size(), log.size() > 0});
    }
    return captures;
}

QString recoverCapture(const QString &path, QString *error)
{
    const QFileInfo crashed(path);
    if (isBeingRecorded(path)) {
        *error = QStringLiteral("%1 is being recorded by another program.").arg(path);
        return {};
    }
    QString target;
    for (int number = 1; target.isEmpty() || QFile::exists(target); ++number) {
        target = crashed.absoluteDir().absoluteFilePath(QStringLiteral("%1-recovered-%2.%3")
                                                            .arg(crashed.completeBaseName())
                                                            .arg(number)
                                                            .arg(QLatin1String(FileSuffix)));
    }
    const QString part = withSuffix(target, ".part");
    removeCapture(part);
    const QString log = withSuffix(path, "-wal");
    const auto refuse = [&](const QString &words) {
        removeCapture(part);
        *error = words;
        return QString();
    };
    if (!QFile::copy(path, part)
        || (QFile::exists(log) && !QFile::copy(log, withSuffix(part, "-wal"))))
        return refuse(QStringLiteral("%1 could not be copied.").arg(path));
    QString words;
    {
        auto writer = StoreWriter::append(part, &words);
        if (!writer)
            return refuse(words.replace(part, path));
        if (!writer->finish())
            return refuse(
                QStringLiteral("%1 could not be recovered: %2").arg(path, writer->errorText()));
    }
    if (!StoreReader::open(part, &words))
        return refuse(words.replace(part, path));
    if (!replace(part, target))
        return refuse(QStringLiteral("%1 could not be put in place.").arg(target));
    removeCapture(path);
    return target;
}

bool settleCapture(const QString &path)
{
    try {
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE, 0);
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        const std::string mode = database.execAndGet("PRAGMA journal_mode=DELETE").getString();
        return mode == "delete";
    } catch (const std::exception &) {
        return false;
    }
}

bool isBeingRecorded(const QString &path)
{
    const auto lockFile = lockFileOf(path);
    return !lockFile->tryLock(0) && lockFile->error() == QLockFile::LockFailedError;
}

void removeCapture(const QString &path)
{
    for (const char *const suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(withSuffix(path, suffix));
}

} // namespace Capture
