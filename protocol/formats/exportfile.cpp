// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/exportfile.h"

#include <QFileInfo>
#include <QSaveFile>

namespace Formats {

namespace {

QString failure(const QString &name, const QIODevice &device)
{
    return QStringLiteral("%1 could not be written: %2.").arg(name, device.errorString());
}

} // namespace

std::optional<qint64> writeToDevice(QIODevice &device, const QString &name, Export &work,
                                    Write write)
{
    qint64 bytes = 0;
    bool isSunk = true; // what was written went where it should
    work.sink = [&](QByteArrayView part) {
        isSunk = device.write(part.constData(), part.size()) == part.size();
        bytes += part.size();
        return isSunk;
    };
    const bool isWritten = write(work);
    work.sink = nullptr;
    if (auto *const file = qobject_cast<QFileDevice *>(&device); file != nullptr && isWritten)
        isSunk = file->flush();
    if (isWritten && isSunk)
        return bytes;
    if (!isSunk)
        work.error = failure(name, device);
    else if (work.error.isEmpty())
        work.error = work.reader.errorText();
    return std::nullopt;
}

QString objectionTo(const QString &path, const QString &capture)
{
    const QFileInfo target(path);
    if (target.exists() && target == QFileInfo(capture))
        return QStringLiteral("%1 is the capture itself: an export is a file of its own.")
            .arg(path);
    if (target.isDir())
        return QStringLiteral("%1 is a folder.").arg(path);
    QSaveFile file(path); // leaves no trace
    return file.open(QIODevice::WriteOnly) ? QString() : failure(path, file);
}

std::optional<qint64> writeToFile(const QString &path, const QString &capture, Export &work,
                                  Write write)
{
    work.error = objectionTo(path, capture);
    if (!work.error.isEmpty())
        return std::nullopt;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        work.error = failure(path, file);
        return std::nullopt;
    }
    const std::optional<qint64> bytes = writeToDevice(file, path, work, write);
    if (!bytes || file.commit())
        return bytes;
    work.error = failure(path, file);
    return std::nullopt;
}

} // namespace Formats
