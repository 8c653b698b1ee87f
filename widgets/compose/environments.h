// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/settingsfile.h"
#include "widgets/compose/variables.h"

/// Named sets of variables: "local", "staging", … In one JSON file.
class Environments
{
public:
    struct Environment
    {
        QString name;
        Variables::Values values;

        bool operator==(const Environment &other) const = default;
    };

    /// Reads from \a path, which save() writes to. What went wrong, or nothing.
    QString load(const QString &path);
    /// Reads the file again: another window may have changed it. The one in use stays.
    QString refresh();
    QString save() const;

    const QList<Environment> &all() const { return m_all; }
    void setAll(const QList<Environment> &all) { m_all = all; }

    /// The one that is in use; empty: none.
    const QString &current() const { return m_current; }
    void setCurrent(const QString &name) { m_current = name; }
    /// The variables of the one in use.
    Variables::Values values() const;

private:
    QString read(QString *current);

    SettingsFile m_file;
    bool m_isKept = false; // there is a file
    QList<Environment> m_all;
    QString m_current;
};
