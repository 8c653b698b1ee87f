// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDir>
#include <QFileInfo>

#include <algorithm>

/// How often this process has the file \a path open.
inline qsizetype timesOpened(const QString &path)
{
    const QString file = QFileInfo(path).canonicalFilePath();
    const QFileInfoList all
        = QDir(QStringLiteral("/proc/self/fd")).entryInfoList(QDir::Files | QDir::System);
    return std::count_if(all.begin(), all.end(),
                         [&file](const QFileInfo &entry) { return entry.symLinkTarget() == file; });
}
