// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/rules.h"

#include <QCommandLineOption>

class QCommandLineParser;

namespace Commands {

/// What is secret besides what is known to be: --path and --pattern, any number of each.
class RedactOptions
{
public:
    RedactOptions();

    void addTo(QCommandLineParser *parser) const;
    bool isSet(const QCommandLineParser &parser) const;
    /// Complains of what is none; then nothing.
    std::optional<Redaction::Rules> rules(const QCommandLineParser &parser) const;

private:
    const QCommandLineOption m_path;
    const QCommandLineOption m_pattern;
};

} // namespace Commands
