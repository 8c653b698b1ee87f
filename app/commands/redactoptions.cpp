// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/redactoptions.h"

#include "app/commands/commandline.h"

namespace Commands {

RedactOptions::RedactOptions()
    : m_path(QStringLiteral("path"),
             QStringLiteral("What stands there in JSON is secret too, like /user/email; * is any "
                            "name. May be given more than once."),
             QStringLiteral("PATH"))
    , m_pattern(QStringLiteral("pattern"),
                QStringLiteral("What this regular expression matches (its first group, if it has "
                               "one) is secret too. May be given more than once."),
                QStringLiteral("REGEX"))
{
}

void RedactOptions::addTo(QCommandLineParser *parser) const
{
    parser->addOptions({m_path, m_pattern});
}

bool RedactOptions::isSet(const QCommandLineParser &parser) const
{
    return parser.isSet(m_path) || parser.isSet(m_pattern);
}

std::optional<Redaction::Rules> RedactOptions::rules(const QCommandLineParser &parser) const
{
    Redaction::Rules rules;
    QByteArray error;
    for (const QString &path : parser.values(m_path)) {
        if (!rules.addPath(path.toUtf8(), &error)) {
            complain(QStringLiteral("--path %1: %2.").arg(path, QString::fromUtf8(error)));
            return std::nullopt;
        }
    }
    for (const QString &pattern : parser.values(m_pattern)) {
        if (!rules.addPattern(pattern.toUtf8(), &error)) {
            complain(QStringLiteral("--pattern %1: %2.").arg(pattern, QString::fromUtf8(error)));
            return std::nullopt;
        }
    }
    return rules;
}

} // namespace Commands
