// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/captureread.h"
#include "app/commands/commandline.h"

namespace Commands {

int exportCapture(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Writes the messages of a capture in another format."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The capture."));
    const QCommandLineOption format(QStringLiteral("format"),
                                    QStringLiteral("jsonl: JSON Lines, one message a line."),
                                    QStringLiteral("FORMAT"));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")},
                                    QStringLiteral("Write to OUT; - is standard output."),
                                    QStringLiteral("OUT"), QStringLiteral("-"));
    const QCommandLineOption filter(
        QStringLiteral("filter"),
        QStringLiteral("Write only the messages that match; docs/filter-language.md says more."),
        QStringLiteral("QUERY"));
    parser.addOptions({format, output, filter});
    if (const auto status = parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1) {
        complain(QStringLiteral("export takes one capture; see export --help"));
        return WrongUse;
    }
    if (parser.value(format) != QLatin1String("jsonl")) {
        complain(parser.isSet(format)
                     ? QStringLiteral("unknown format \"%1\": jsonl is the one there is")
                           .arg(parser.value(format))
                     : QStringLiteral("export needs --format jsonl"));
        return WrongUse;
    }
    CaptureRead read(parser.positionalArguments().constFirst(), parser.value(filter));
    return read.status() != Done ? read.status() : read.writeLines(parser.value(output));
}

} // namespace Commands
