// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/captureread.h"
#include "app/commands/commandline.h"
#include "app/commands/redactoptions.h"
#include "app/exportformats.h"

namespace Commands {

namespace {

/// "jsonl, har": what there is.
QString formatNames()
{
    QStringList names;
    for (const ExportFormat &format : exportFormats())
        names.append(QLatin1String(format.name));
    return names.join(QStringLiteral(", "));
}

/// "jsonl: JSON Lines, one message a line; ..."
QString formatHelp()
{
    QStringList lines;
    for (const ExportFormat &format : exportFormats())
        lines.append(
            QStringLiteral("%1: %2.").arg(QLatin1String(format.name), QLatin1String(format.help)));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

int exportCapture(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Writes the messages of a capture in another format."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The capture."));
    const QCommandLineOption format(QStringLiteral("format"), formatHelp(),
                                    QStringLiteral("FORMAT"));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")},
                                    QStringLiteral("Write to OUT; - is standard output."),
                                    QStringLiteral("OUT"), QStringLiteral("-"));
    const QCommandLineOption filter(
        QStringLiteral("filter"),
        QStringLiteral("Write only the messages that match; docs/filter-language.md says more."),
        QStringLiteral("QUERY"));
    const QCommandLineOption redacts(
        QStringLiteral("redact"),
        QStringLiteral("Write stand-ins in the place of secrets; docs/redaction.md says more."));
    parser.addOptions({format, output, filter, redacts});
    const RedactOptions redactOptions;
    redactOptions.addTo(&parser);
    if (const auto status = parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1) {
        complain(QStringLiteral("export takes one capture; see export --help"));
        return WrongUse;
    }
    const ExportFormat *const chosen = exportFormat(parser.value(format));
    if (chosen == nullptr) {
        complain(parser.isSet(format)
                     ? QStringLiteral("unknown format \"%1\"; there are %2")
                           .arg(parser.value(format), formatNames())
                     : QStringLiteral("export needs --format, one of %1").arg(formatNames()));
        return WrongUse;
    }
    const auto rules = redactOptions.rules(parser);
    if (!rules)
        return WrongUse;
    CaptureRead read(parser.positionalArguments().constFirst(), parser.value(filter));
    int status = read.status();
    if (status == Done && (parser.isSet(redacts) || redactOptions.isSet(parser)))
        status = read.redact(*rules);
    return status != Done ? status : read.write(*chosen, parser.value(output));
}

} // namespace Commands
