// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/serverfindings.h"

#include "widgets/compare/comparewords.h"
#include "widgets/compare/comparing.h"
#include "widgets/compare/figure.h"
#include "widgets/compare/reportlook.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Compare;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Findings", text);
}

} // namespace

QString cutText(const Interruption &interruption, const Way &way)
{
    const QString name = interruption.recovers
        ? words("%1 with connection state recovery").arg(wayWords(way))
        : wayWords(way);
    if (!interruption.isKnown()) {
        return words("%1 could not be measured: %2")
            .arg(name,
                 sentence(interruption.failure.isEmpty()
                              ? words("nothing came in any round")
                              : QString::fromUtf8(interruption.failure)));
    }
    QString text
        = words("%1 receives again after %2. Of %3 messages sent meanwhile %4 were missed "
                "during the outage; %5 of those came later, %6 never came, and %7 came "
                "twice.")
              .arg(name, millisecondsText(interruption.milliseconds), numberText(interruption.sent),
                   numberText(interruption.missed), numberText(interruption.recovered),
                   numberText(interruption.lost), numberText(interruption.doubled));
    if (!interruption.failure.isEmpty())
        text += words(" In some round it failed: %1").arg(sentence(interruption.failure));
    return text;
}

QString cutFinding(const Plan &plan, const WayResult &result)
{
    QStringList parts;
    for (const Interruption &interruption : result.interruptions) {
        parts += words("Cut for %1, %2")
                     .arg(millisecondsText(static_cast<double>(plan.outage.count())),
                          cutText(interruption, result.way));
    }
    return parts.join(QLatin1Char(' '));
}

QString blockedFinding(const WayResult &result)
{
    const Blocked &blocked = result.blocked;
    if (!blocked.wasTried)
        return {};
    if (!blocked.works) {
        return words("With WebSocket blocked, %1 does not work: %2")
            .arg(wayWords(result.way),
                 sentence(blocked.reason.isEmpty() ? words("no message came through")
                                                   : QString::fromUtf8(blocked.reason)));
    }
    QString text = words("With WebSocket blocked, %1 works").arg(wayWords(result.way));
    if (blocked.startup.isKnown()) {
        text += words(": the first message can go after %1 requests, %2 and %3")
                    .arg(numberText(blocked.startup.requests), bytesText(bytesOf(blocked.startup)),
                         millisecondsText(blocked.startup.milliseconds));
    }
    if (!blocked.echo.isKnown())
        return sentence(text);
    const Transfer *const open = measured(result, Work::Echo, blocked.echo.size);
    const auto beside = [open](Figure figure) {
        const Spread without = open ? figureOf(*open, figure) : Spread();
        return without.isKnown() ? words(" (unblocked %1)").arg(figureText(figure, without.median))
                                 : QString();
    };
    text += words("; an echo of %1 then takes %2%3 at the median and crosses as %4%5")
                .arg(sizeText(blocked.echo.size), figureText(Figure::P50, blocked.echo.p50),
                     beside(Figure::P50), bytesText(figureOf(blocked.echo, Figure::Bytes)),
                     beside(Figure::Bytes));
    return sentence(text);
}

QString serverFinding(const WayResult &result)
{
    const ServerNeeds &needs = result.needs;
    QStringList parts;
    if (needs.connections.isKnown()) {
        const bool isOne = needs.connections.high == 1;
        parts += (isOne ? words("one client holds %1 TCP connection")
                        : words("one client holds up to %1 TCP connections"))
                     .arg(numberText(needs.connections));
    }
    if (needs.requestsPerMessage.isKnown() && needs.requestsPerMessage.high > 0) {
        parts += words("an echo takes %1 HTTP requests").arg(numberText(needs.requestsPerMessage));
    }
    if (parts.isEmpty())
        return {};
    if (needs.hasSession)
        parts += words("the server keeps a session under an id");
    if (needs.needsStickiness) {
        parts += words("requests of one session came over several connections, so behind a "
                       "balancer they must reach the same server (sticky sessions)");
    }
    parts += needs.pingIntervalMs > 0
        ? words("the server pings every %1").arg(millisecondsText(double(needs.pingIntervalMs)))
        : words("the server announced no heartbeat");
    return words("%1: %2.").arg(wayTitle(result.way), parts.join(QStringLiteral("; ")));
}

QString serverFactsFinding(const Report &report, int target)
{
    if (target >= report.targets.size())
        return {};
    const TargetFacts &facts = report.targets.at(target);
    QStringList parts;
    if (facts.takesRevision3) {
        parts += *facts.takesRevision3
            ? words("It opens sessions for clients of Socket.IO 2 and before.")
            : words("It opens no sessions for clients of Socket.IO 2 and before.");
    }
    // Our own offers it when it is asked to, for the trials with it.
    const bool wasTried = std::ranges::any_of(report.results, [target](const WayResult &result) {
        return result.target == target
            && std::ranges::any_of(result.interruptions, &Interruption::recovers);
    });
    const bool hasCuts = std::ranges::any_of(report.results, [target](const WayResult &result) {
        return result.target == target && result.way.isSocketIo() && !result.interruptions.empty();
    });
    if (hasCuts) {
        parts += facts.offersRecovery || wasTried
            ? words("It offers connection state recovery.")
            : words("It offers no connection state recovery.");
    }
    if (facts.maxPayload > 0) {
        parts += words("It takes payloads of up to %1.")
                     .arg(bytesText(static_cast<double>(facts.maxPayload)));
    }
    return parts.join(QLatin1Char(' '));
}
