// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/stats.h"
#include "app/commands/captureread.h"
#include "app/commands/commandline.h"
#include "protocol/query/statisticsreader.h"
#include "protocol/query/statisticstext.h"

#include <cstdio>

namespace Commands {

int stats(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Says how much is in a capture, and what each layer cost.\n\n"
                       "With --by, --filter or --csv: how many messages of which kind, how large, "
                       "how fast they were answered, and what they cost over each transport."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The capture."));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Say it as JSON."));
    const QCommandLineOption csv(QStringLiteral("csv"),
                                 QStringLiteral("Write the kinds of messages as CSV."));
    const QCommandLineOption by(
        QStringLiteral("by"),
        QStringLiteral("What tells kinds apart: session, namespace, event, direction, or several "
                       "with commas between. Without: namespace,event,direction."),
        QStringLiteral("KEYS"), QStringLiteral("namespace,event,direction"));
    const QCommandLineOption filter(
        QStringLiteral("filter"),
        QStringLiteral("Count only the messages that match; docs/filter-language.md says more."),
        QStringLiteral("QUERY"));
    parser.addOptions({json, csv, by, filter});
    if (const auto status = parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1) {
        complain(QStringLiteral("stats takes one capture; see stats --help"));
        return WrongUse;
    }
    if (parser.isSet(json) && parser.isSet(csv)) {
        complain(QStringLiteral("stats writes --json or --csv, not both"));
        return WrongUse;
    }
    const auto grouping = Query::groupingFromText(parser.value(by).toUtf8());
    if (!grouping) {
        complain(QStringLiteral("--by takes session, namespace, event and direction, not \"%1\"")
                     .arg(parser.value(by)));
        return WrongUse;
    }
    CaptureRead read(parser.positionalArguments().constFirst(), parser.value(filter));
    if (read.status() != Done)
        return read.status();
    const bool isOfKinds = parser.isSet(by) || parser.isSet(filter) || parser.isSet(csv);
    QByteArray text;
    if (isOfKinds) {
        const std::atomic_bool cancelled = false;
        Query::StatisticsReader statistics(*grouping, read.choice());
        statistics.read(read.reader(), cancelled);
        const Query::Statistics all = statistics.statistics(read.reader());
        text = parser.isSet(json) ? Query::statisticsJson(all)
            : parser.isSet(csv)   ? Query::statisticsCsv(all, all.rows)
                                  : Query::statisticsTable(all);
    } else {
        const Capture::Totals totals = read.reader().totals();
        text = parser.isSet(json) ? Formats::statsJson(totals) : Formats::statsTable(totals);
    }
    if (!read.reader().errorText().isEmpty()) {
        complain(read.reader().errorText());
        return Failed;
    }
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    return Done;
}

} // namespace Commands
