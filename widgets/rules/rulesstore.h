// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"
#include "widgets/common/settingsfile.h"

/// The rules of the taps over restarts, in one JSON file.
class RulesStore
{
public:
    struct Kept
    {
        Rules::RuleList list; ///< without a fault
        bool areOff = false; ///< all of them, whatever each says

        bool operator==(const Kept &other) const = default;
    };

    /// Reads from \a path, which save() writes to. What went wrong, or nothing; then nothing is
    /// kept, and the file is not written over.
    QString load(const QString &path);
    const Kept &kept() const { return m_kept; }
    /// What went wrong, or nothing.
    QString save(const Kept &kept);

private:
    SettingsFile m_file;
    Kept m_kept;
};
