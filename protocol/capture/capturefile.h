// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QList>
#include <QLockFile>
#include <QString>

#include <memory>

namespace Capture {

/// What the name of a capture file ends with, after a dot.
inline constexpr char FileSuffix[] = "sockscope";

/// A capture file in the hands of this process: the lock beside it says so to others.
///
/// An unsaved capture lives in the state folder, which the caller names, until it is saved or
/// discarded. The object does not open the database; StoreWriter and StoreReader do. To save while
/// recording, lock() the target, WriterThread::saveAs() to it, and let go of the old one.
class CaptureFile
{
public:
    /// Chooses a new name in \a folder, makes the folder if need be, and locks the name.
    static std::unique_ptr<CaptureFile> createUnsaved(const QString &folder, QString *error);
    /// Locks \a path for recording. Refused while another process has it.
    static std::unique_ptr<CaptureFile> lock(const QString &path, QString *error);

    QString path() const { return m_path; }
    bool isUnsaved() const { return m_isUnsaved; }

    /// Moves a finished unsaved capture to \a target (copies a saved one), replacing what is there
    /// only when the whole is in place. Afterwards path() is \a target.
    bool save(const QString &target, QString *error);

    /// Removes the file of an unsaved capture.
    void discard();

private:
    CaptureFile(QString path, std::unique_ptr<QLockFile> lockFile);

    QString m_path;
    bool m_isUnsaved = false;
    std::unique_ptr<QLockFile> m_lock;
};

/// An unsaved capture that no process has in its hands.
struct UnsavedCapture
{
    QString path;
    QDateTime changed;
    qint64 bytes = 0; ///< of the file and its -wal
    bool isCrashed = false; ///< its recorder ended without finishing it
};

/// The unsaved captures in \a folder, newest first; those that a living process has are left out.
QList<UnsavedCapture> unsavedCaptures(const QString &folder);

/// Finishes the crashed capture at \a path, on a copy of the file and its -wal. Returns where the
/// recovered capture is, beside the crashed one, which is removed only when all went well. On
/// failure returns an empty string, the crashed one is as it was, and \a error says why.
QString recoverCapture(const QString &path, QString *error);

/// Makes one plain file of a finished capture that was open elsewhere when it was finished. False
/// if it still is.
bool settleCapture(const QString &path);

/// True if a living process has \a path in its hands.
bool isBeingRecorded(const QString &path);

/// Removes the capture at \a path and what stands beside it.
void removeCapture(const QString &path);

} // namespace Capture
