// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/redaction/rules.h"

#include <QString>

#include <memory>

struct ExportFormat;

namespace Commands {

/// A capture that a command reads, perhaps through a filter.
class CaptureRead
{
public:
    /// Opens \a path. \a query in the filter language; empty for everything. Complains of what is
    /// wrong; then status() is not Done.
    CaptureRead(const QString &path, const QString &query);

    /// Reads it without its secrets from now on. Complains if they cannot be looked for; returns
    /// the status.
    int redact(const Redaction::Rules &rules);

    int status() const { return m_status; }
    Capture::StoreReader &reader() { return *m_reader; }
    const Capture::StoreReader::Choice &choice() const { return m_choice; }
    /// How many messages are chosen.
    qint64 count();
    /// Writes the chosen messages in \a format to the file \a output, or to standard output if it
    /// is "-". Complains if it cannot; returns the status.
    int write(const ExportFormat &format, const QString &output);

private:
    const QString m_path;
    std::unique_ptr<Capture::StoreReader> m_reader;
    Capture::StoreReader::Choice m_choice;
    int m_status = 0;
};

} // namespace Commands
