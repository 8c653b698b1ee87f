// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/captureread.h"
#include "app/commands/commandline.h"
#include "app/exportformats.h"

#include <algorithm>
#include <cstdio>

namespace Commands {

int query(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Finds messages of a capture and writes them as JSON Lines.\n\n"
                       "QUERY is a filter, like: event:\"chat message\" ack>100ms -is:problem\n"
                       "docs/filter-language.md says more. Quote it for the shell."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The capture."));
    parser.addPositionalArgument(QStringLiteral("QUERY"), QStringLiteral("The filter."));
    const QCommandLineOption count(QStringLiteral("count"),
                                   QStringLiteral("Write how many there are, and nothing else."));
    const QCommandLineOption redacts(
        QStringLiteral("redact"),
        QStringLiteral("Write stand-ins in the place of secrets; docs/redaction.md says more."));
    parser.addOptions({count, redacts});
    // A filter may begin with a -, and is no option then: none is looked for behind the file.
    QStringList others = arguments;
    const bool counts = others.removeAll(QStringLiteral("--count")) > 0;
    const bool isRedacted = others.removeAll(QStringLiteral("--redact")) > 0;
    const auto isFile = [](const QString &word) { return !word.startsWith(QLatin1Char('-')); };
    const auto file = std::find_if(others.cbegin() + 1, others.cend(), isFile);
    if (file != others.cend())
        others.insert(file - others.cbegin() + 1, QStringLiteral("--"));
    if (const auto status = parse(parser, others))
        return *status;
    if (parser.positionalArguments().size() != 2) {
        complain(QStringLiteral("query takes a capture and one filter; see query --help"));
        return WrongUse;
    }
    CaptureRead read(parser.positionalArguments().at(0), parser.positionalArguments().at(1));
    if (read.status() != Done)
        return read.status();
    if (isRedacted && !counts && read.redact({}) != Done)
        return Failed;
    if (!counts)
        return read.write(*exportFormat(u"jsonl"), QStringLiteral("-"));
    const qint64 found = read.count();
    if (!read.reader().errorText().isEmpty()) {
        complain(read.reader().errorText());
        return Failed;
    }
    std::printf("%lld\n", static_cast<long long>(found));
    return std::fflush(stdout) == 0 ? Done : Failed;
}

} // namespace Commands
