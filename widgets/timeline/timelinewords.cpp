// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinewords.h"

#include "widgets/common/alterationwords.h"
#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

using namespace Capture;

namespace {

constexpr qsizetype LongestName = 80;

QString tr(const char *text)
{
    return QCoreApplication::translate("TimelineWords", text);
}

QStringList messageLines(const MessageRow &row)
{
    const MessageRecord &message = row.record;
    QStringList lines;
    lines << QStringLiteral("#%1  %2")
                 .arg(message.id)
                 .arg(message.event.isEmpty() ? kindLabel(message)
                                              : singleLine(message.event, LongestName));
    QStringList facts {formatFullTime(message.time), directionWord(message.direction),
                       kindLabel(message)};
    if (!message.nsp.isEmpty())
        facts << singleLine(message.nsp, LongestName);
    facts << formatExactBytes(message.payloadBytes);
    lines << facts.join(QStringLiteral(" · "));
    if (row.answer != 0)
        lines << tr("answered by #%1 after %2")
                     .arg(row.answer)
                     .arg(formatDuration(std::chrono::microseconds(row.answerLatencyUs)));
    else if (message.ackOf != 0)
        lines << tr("answers #%1 after %2")
                     .arg(message.ackOf)
                     .arg(formatDuration(std::chrono::microseconds(message.ackLatencyUs)));
    else if (message.asksAnswer())
        lines << tr("asks for an answer, which has not come");
    if (!message.problems.isEmpty())
        lines << tr("has problems");
    if (const QString done = alterationLines(row); !done.isEmpty())
        lines << done;
    return lines;
}

QStringList exchangeLines(const ExchangeRow &exchange)
{
    QStringList lines {QStringLiteral("%1 %2").arg(singleLine(exchange.method, LongestName),
                                                   singleLine(exchange.target, LongestName))};
    QStringList facts {formatFullTime(exchange.requestStarted)};
    if (exchange.status != 0)
        facts << tr("status %1").arg(exchange.status);
    if (exchange.responseEnded)
        facts << tr("took %1").arg(
            formatDuration(*exchange.responseEnded - exchange.requestStarted));
    if (exchange.requestEnded && exchange.responseStarted)
        facts << tr("hung %1").arg(
            formatDuration(*exchange.responseStarted - *exchange.requestEnded));
    lines << facts.join(QStringLiteral(" · "));
    return lines;
}

} // namespace

QString TimelineWords::of(const TimelineHit &hit, StoreReader &reader)
{
    QStringList lines;
    if (hit.message != 0) {
        for (const MessageRow &row : reader.messages(std::array {hit.message}))
            lines << messageLines(row);
    } else if (hit.exchange != 0) {
        for (const ExchangeRow &exchange : reader.exchanges(std::array {hit.exchange}))
            lines << exchangeLines(exchange);
    }
    if (hit.count > 1)
        lines << tr("%1 messages in this pixel: zoom in to tell them apart")
                     .arg(formatNumber(hit.count));
    return lines.join(QLatin1Char('\n'));
}
