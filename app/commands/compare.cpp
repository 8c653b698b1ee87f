// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"
#include "app/commands/compareplan.h"
#include "app/commands/comparetable.h"
#include "app/commands/stopsignals.h"
#include "protocol/compare/comparison.h"
#include "protocol/compare/reportjson.h"
#include "widgets/compare/comparecsv.h"
#include "widgets/compare/comparemarkdown.h"
#include "widgets/compare/findings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace Commands {

namespace {

QByteArray words(const Compare::Plan &plan, const Compare::Progress &progress)
{
    const QByteArray url = plan.targets.value(progress.target).url;
    return "round " + QByteArray::number(progress.round) + " of "
        + QByteArray::number(progress.rounds) + ": "
        + (url.isEmpty() ? QByteArray("embedded server") : url) + ", "
        + Compare::wayName(progress.way);
}

/// Of a way that could not be measured the report says why; a run in which none could has failed.
bool hasFigures(const Compare::Report &report)
{
    return std::any_of(report.results.begin(), report.results.end(),
                       [](const Compare::WayResult &result) { return result.startup.isKnown(); });
}

/// What follows from the figures, a line a finding.
QByteArray summary(const Compare::Report &report)
{
    QByteArray text;
    int target = -1;
    std::optional<Finding::Topic> topic;
    for (const Finding &finding : findingsOf(report)) {
        if (finding.target != target && report.plan.targets.size() > 1) {
            target = finding.target;
            text += '\n' + report.targets.value(target).url + '\n';
            topic.reset();
        }
        if (topic != finding.topic) {
            topic = finding.topic;
            text += '\n' + topicTitle(finding.topic).toUtf8() + '\n';
        }
        text += "  " + finding.text.toUtf8() + '\n';
    }
    return text;
}

} // namespace

int compare(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Does the same work over plain WebSocket, Socket.IO over WebSocket and Socket.IO over "
        "polling, and says what each of them costs: bytes by layer, round trips, rates, what is "
        "lost when the connection is cut, what is left when WebSockets are blocked. All figures "
        "are of what crossed to and from the server. Without a URL the embedded server is "
        "measured; with several, each of them. docs/compare.md says more."));
    parser.addPositionalArgument(QStringLiteral("URL"),
                                 QStringLiteral("A server (http, https, ws or wss)."),
                                 QStringLiteral("[URL...]"));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Say it as JSON."));
    const QCommandLineOption markdown(QStringLiteral("markdown"),
                                      QStringLiteral("Say it as a document in Markdown."));
    const QCommandLineOption csv(QStringLiteral("csv"),
                                 QStringLiteral("Write the figures as CSV, a line each."));
    parser.addOptions({json, markdown, csv});
    addCompareOptions(parser);
    if (const auto status = parse(parser, arguments))
        return *status;
    const bool isJson = parser.isSet(json);
    const bool isMarkdown = parser.isSet(markdown);
    const bool isCsv = parser.isSet(csv);
    if (int(isJson) + int(isMarkdown) + int(isCsv) > 1) {
        complain(QStringLiteral("compare writes --json, --markdown or --csv, only one of them"));
        return WrongUse;
    }
    Compare::Plan plan;
    if (const auto status = readComparePlan(parser, parser.positionalArguments(), &plan))
        return *status;

    QCoreApplication *application = QCoreApplication::instance();
    const StopSignals signalsToStop;
    Compare::Comparison comparison;
    Compare::Report report;
    QObject::connect(&comparison, &Compare::Comparison::progressed, application,
                     [&](const Compare::Progress &progress) {
                         if (progress.doing == Compare::Progress::Doing::Connecting)
                             say(words(plan, progress));
                     });
    QObject::connect(&comparison, &Compare::Comparison::finished, application,
                     [&](const Compare::Report &done) {
                         report = done;
                         QCoreApplication::quit();
                     });
    QObject::connect(&signalsToStop, &StopSignals::received, &comparison,
                     &Compare::Comparison::cancel);
    comparison.start(plan);
    QCoreApplication::exec();

    const QByteArray text = isJson ? Compare::toJson(report)
        : isMarkdown               ? compareMarkdown(report)
        : isCsv                    ? compareCsv(report)
                                   : compareTable(report) + summary(report);
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    if (!report.failure.isEmpty())
        complain(QString::fromUtf8(report.failure));
    return hasFigures(report) || report.wasCancelled ? Done : Failed;
}

} // namespace Commands
