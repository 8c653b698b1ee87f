// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFile>

/// What Linux says of a process's memory, in KiB; 0 if it cannot be read.
namespace Memory {

/// The field \a name of a process's status. \a process: its id, or "self".
inline qint64 statusKiB(const QByteArray &name, const QString &process)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(name.size()).simplified().split(' ').constFirst().toLongLong();
    }
    return 0;
}

/// What this process has resident now.
inline qint64 residentKiB()
{
    return statusKiB("VmRSS:", QStringLiteral("self"));
}

/// The most that process \a id had resident so far.
inline qint64 mostResidentKiB(qint64 id)
{
    return statusKiB("VmHWM:", QString::number(id));
}

} // namespace Memory
