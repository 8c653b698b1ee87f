// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/captureread.h"
#include "app/commands/commandline.h"
#include "app/commands/redactoptions.h"
#include "protocol/formats/exportfile.h"
#include "widgets/report/reportwords.h"

#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace Commands {

int report(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Writes a page about a capture to read or to send: what was selected, the timeline, "
        "sessions, problems, messages, notes.\n\nHTML, with everything in it, or Markdown if OUT "
        "ends with .md."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The capture."));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")},
                                    QStringLiteral("Write to OUT; - is standard output."),
                                    QStringLiteral("OUT"), QStringLiteral("-"));
    const QCommandLineOption filter(
        QStringLiteral("filter"),
        QStringLiteral("Tell of the messages that match; docs/filter-language.md says more."),
        QStringLiteral("QUERY"));
    const QCommandLineOption redacts(
        QStringLiteral("redact"),
        QStringLiteral("Write stand-ins in the place of secrets; docs/redaction.md says more."));
    parser.addOptions({output, filter, redacts});
    const RedactOptions redactOptions;
    redactOptions.addTo(&parser);
    if (const auto status = parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1) {
        complain(QStringLiteral("report takes one capture; see report --help"));
        return WrongUse;
    }
    const auto rules = redactOptions.rules(parser);
    if (!rules)
        return WrongUse;
    const QString file = parser.positionalArguments().constFirst();
    CaptureRead read(file, parser.value(filter));
    if (read.status() != Done)
        return read.status();
    Report::Facts facts;
    facts.file = QFileInfo(file).fileName();
    facts.filter = parser.value(filter).trimmed().toUtf8();
    facts.isRedacted = parser.isSet(redacts) || redactOptions.isSet(parser);
    if (facts.isRedacted && read.redact(*rules) != Done)
        return Failed;
    Capture::StoreReader::Choice choice = read.choice();
    choice.withHeartbeats = choice.condition != nullptr;
    if (!Report::readFacts(read.reader(), choice, false, &facts)) {
        complain(read.reader().errorText());
        return Failed;
    }
    const QString target = parser.value(output);
    const QByteArray page = target.endsWith(QLatin1String(".md"), Qt::CaseInsensitive)
        ? reportMarkdown(facts)
        : reportHtml(facts);
    if (target == QLatin1String("-")) {
        const bool isWritten = std::fwrite(page.constData(), 1, std::size_t(page.size()), stdout)
                == std::size_t(page.size())
            && std::fflush(stdout) == 0;
        return isWritten ? Done : Failed;
    }
    if (const QString objection = Formats::objectionTo(target, file); !objection.isEmpty()) {
        complain(objection);
        return Failed;
    }
    QSaveFile saved(target);
    if (!saved.open(QIODevice::WriteOnly) || saved.write(page) != page.size() || !saved.commit()) {
        complain(QStringLiteral("%1: %2").arg(target, saved.errorString()));
        return Failed;
    }
    return Done;
}

} // namespace Commands
