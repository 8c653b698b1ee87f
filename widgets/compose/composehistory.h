// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/settingsfile.h"
#include "widgets/compose/composedraft.h"

#include <QDateTime>

/// What was sent from Compose, newest first, kept from one start to the next.
class ComposeHistory
{
public:
    static constexpr qsizetype MaxEntries = 200;
    /// A larger message is remembered until the program ends and not written down.
    static constexpr qsizetype MaxSavedSize = qsizetype(256) << 10;

    struct Entry
    {
        QDateTime time; ///< UTC
        ComposeDraft draft;
    };

    /// Reads from \a path, which save() writes to. What went wrong, or nothing.
    QString load(const QString &path);
    /// Writes what was added together with what other windows have written meanwhile, which is here
    /// afterwards.
    QString save();

    /// Puts \a draft in front. The same message is kept once, with its last time.
    void add(const ComposeDraft &draft, const QDateTime &time);

    const QList<Entry> &entries() const { return m_entries; }

private:
    QString merge();

    SettingsFile m_file;
    bool m_isKept = false; // there is a file
    QList<Entry> m_entries;
};
