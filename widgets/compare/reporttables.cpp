// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/reporttables.h"

#include "widgets/compare/comparewords.h"
#include "widgets/compare/reportlook.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Compare;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ReportTables", text);
}

QString yesNo(bool is)
{
    return is ? words("yes") : words("no");
}

/// A row for each way of which \a cells says something.
template<typename Cells>
QList<QStringList> rowsOfWays(const Report &report, int target, const Cells &cells)
{
    QList<QStringList> rows;
    for (const WayResult *result : resultsOf(report, target)) {
        if (const QStringList said = cells(*result); !said.isEmpty())
            rows += QStringList {wayTitle(result->way)} + said;
    }
    return rows;
}

/// Remarks take no room where there are none.
TextTable::Content withoutEmptyLast(TextTable::Content content)
{
    const bool isEmpty = std::ranges::all_of(
        content.rows, [](const QStringList &row) { return row.constLast().isEmpty(); });
    if (!isEmpty || content.rows.isEmpty())
        return content;
    content.titles.removeLast();
    content.hints.removeLast();
    for (QStringList &row : content.rows)
        row.removeLast();
    return content;
}

const Interruption *cutOf(const WayResult &result)
{
    // With recovery, where the server offers it.
    return result.interruptions.empty() ? nullptr : &result.interruptions.back();
}

} // namespace

namespace ReportTables {

TextTable::Content glance(const Report &report, int target)
{
    const QList<qint64> echoes = sizesOf(report, target, Work::Echo);
    const QList<qint64> oneWay = sizesOf(report, target, Work::OneWay);
    const qint64 echo = echoes.isEmpty() ? 0 : echoes.constFirst();
    const qint64 small = oneWay.isEmpty() ? 0 : oneWay.constFirst();
    TextTable::Content content;
    content.titles = {words("Way"),
                      words("1st message"),
                      echo > 0 ? words("Echo of %1").arg(sizeText(echo)) : words("Echo"),
                      words("Round trip"),
                      small > 0 ? words("One way, %1").arg(sizeText(small)) : words("One way"),
                      words("CPU"),
                      words("Lost if cut"),
                      words("If blocked")};
    content.hints
        = {words("What carries the messages"),
           words("HTTP requests until the first message can go, and bytes in both directions"),
           words("Bytes in both directions"),
           figureHint(Figure::P50),
           figureHint(Figure::PerSecond),
           figureHint(Figure::Cpu),
           words("Messages lost when the receiver's connection is cut; with connection "
                 "state recovery where the server offers it"),
           words("Whether a message comes through when WebSocket is blocked")};
    content.rows = rowsOfWays(report, target, [&](const WayResult &result) {
        const auto figure = [&](Work work, qint64 size, Figure which) {
            const Transfer *const transfer = measured(result, work, size);
            return figureText(which, transfer ? figureOf(*transfer, which).median : 0.0);
        };
        const auto cell = [&](Work work, qint64 size, Figure which) {
            const Transfer *const transfer = measured(result, work, size);
            return transfer && figureOf(*transfer, which).isKnown() ? figure(work, size, which)
                                                                    : QStringLiteral("–");
        };
        const Startup &startup = result.startup;
        const Interruption *const cut = cutOf(result);
        return QStringList {
            startup.isKnown() ? words("%1 · %2").arg(numberText(startup.requests.median),
                                                     bytesText(bytesOf(startup).median))
                              : QStringLiteral("–"),
            cell(Work::Echo, echo, Figure::Bytes),
            cell(Work::Echo, echo, Figure::P50),
            cell(Work::OneWay, small, Figure::PerSecond),
            cell(Work::Echo, echo, Figure::Cpu),
            cut && cut->isKnown()
                ? words("%1 of %2").arg(numberText(cut->lost.median), numberText(cut->sent.median))
                : QStringLiteral("–"),
            !result.blocked.wasTried   ? QStringLiteral("–")
                : result.blocked.works ? words("works")
                                       : words("fails")};
    });
    return content;
}

TextTable::Content cuts(const Report &report, int target)
{
    TextTable::Content content;
    content.titles = {words("Way"),  words("Back after"), words("Sent"),  words("Missed"),
                      words("Lost"), words("Recovered"),  words("Twice"), words("Remark")};
    content.hints = {words("What carries the messages"),
                     words("From the cut to the first message that came again"),
                     words("Messages sent from before the cut to after the return"),
                     words("Sent after the cut, before the receiver asked to come back in"),
                     words("Of all that were sent, never came"),
                     words("Were missed, and came all the same"),
                     words("Came more than once"),
                     words("What went wrong")};
    for (const WayResult *result : resultsOf(report, target)) {
        for (const Interruption &cut : result->interruptions) {
            const QString name = cut.recovers
                ? words("%1, with recovery").arg(wayTitle(result->way))
                : wayTitle(result->way);
            content.rows += {name,
                             millisecondsText(cut.milliseconds),
                             numberText(cut.sent),
                             numberText(cut.missed),
                             numberText(cut.lost),
                             numberText(cut.recovered),
                             numberText(cut.doubled),
                             QString::fromUtf8(cut.failure)};
        }
    }
    return withoutEmptyLast(std::move(content));
}

TextTable::Content blocked(const Report &report, int target)
{
    TextTable::Content content;
    content.titles = {words("Way"),       words("Works"),      words("Requests"),  words("Bytes"),
                      words("Time"),      words("Round trip"), words("Unblocked"), words("Echo"),
                      words("Unblocked"), words("Remark")};
    content.hints = {words("What carries the messages"),
                     words("A message was echoed all the same"),
                     words("HTTP requests until the first message can go"),
                     words("Bytes until then, in both directions"),
                     words("Time until then"),
                     words("Of echoes at the smallest size, while blocked"),
                     words("The same with nothing in the way"),
                     words("Of echoes at the smallest size, both directions, while blocked"),
                     words("The same with nothing in the way"),
                     words("Why it doesn't work")};
    content.rows = rowsOfWays(report, target, [](const WayResult &result) {
        const Blocked &tried = result.blocked;
        if (!tried.wasTried)
            return QStringList();
        const Transfer *const open = measured(result, Work::Echo, tried.echo.size);
        const auto unblocked = [open](Figure figure) {
            const Spread spread = open ? figureOf(*open, figure) : Spread();
            return spread.isKnown() ? figureText(figure, spread.median) : QStringLiteral("–");
        };
        return QStringList {yesNo(tried.works),
                            numberText(tried.startup.requests),
                            numberText(bytesOf(tried.startup)),
                            millisecondsText(tried.startup.milliseconds),
                            figureText(Figure::P50, tried.echo.p50),
                            unblocked(Figure::P50),
                            figureText(Figure::Bytes, figureOf(tried.echo, Figure::Bytes)),
                            unblocked(Figure::Bytes),
                            QString::fromUtf8(tried.reason)};
    });
    return withoutEmptyLast(std::move(content));
}

TextTable::Content server(const Report &report, int target)
{
    TextTable::Content content;
    content.titles = {words("Way"),     words("Connections"),     words("Requests a message"),
                      words("Session"), words("Sticky sessions"), words("Heartbeat")};
    content.hints = {words("What carries the messages"),
                     words("TCP connections that one client held at a time, at most"),
                     words("HTTP requests of an echo at the smallest size"),
                     words("The server keeps state under an id that clients repeat"),
                     words("Requests of one session came over several connections: behind a "
                           "balancer they must reach the same server"),
                     words("How often the server pings, as it announced")};
    content.rows = rowsOfWays(report, target, [](const WayResult &result) {
        const ServerNeeds &needs = result.needs;
        if (!needs.connections.isKnown())
            return QStringList();
        return QStringList {
            numberText(needs.connections), numberText(needs.requestsPerMessage),
            yesNo(needs.hasSession), needs.needsStickiness ? words("needed") : words("no"),
            needs.pingIntervalMs > 0 ? millisecondsText(static_cast<double>(needs.pingIntervalMs))
                                     : words("none")};
    });
    return content;
}

TextTable::Content startup(const Report &report, int target)
{
    TextTable::Content content;
    content.titles = {words("Way"),  words("Requests"), words("Connections"),
                      words("Sent"), words("Received"), words("Time")};
    content.hints = {words("What carries the messages"),
                     words("HTTP requests until the first message can go"),
                     words("TCP connections until then"),
                     words("Bytes to the server until then"),
                     words("Bytes from the server until then"),
                     words("From the first connection on")};
    content.rows = rowsOfWays(report, target, [](const WayResult &result) {
        const Startup &start = result.startup;
        if (!start.isKnown())
            return QStringList();
        return QStringList {numberText(start.requests), numberText(start.connections),
                            bytesText(start.sent.wire), bytesText(start.received.wire),
                            millisecondsText(start.milliseconds)};
    });
    return content;
}

} // namespace ReportTables
