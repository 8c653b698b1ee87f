// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/faults.h"

#include "widgets/common/format.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/reportlook.h"

#include <QCoreApplication>

#include <map>

using namespace Compare;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Findings", text);
}

/// "echo of 16 B and 64 KB, broadcast of 16 B".
QString workList(const std::vector<const Transfer *> &transfers)
{
    QStringList parts;
    for (const Work work : allWorks()) {
        QStringList sizes;
        for (const Transfer *transfer : transfers) {
            if (transfer->work == work)
                sizes += sizeText(transfer->size);
        }
        if (!sizes.isEmpty())
            parts += words("%1 of %2").arg(workTitle(work).toLower(), listText(sizes));
    }
    return parts.join(QStringLiteral(", "));
}

/// Transfers that say the same, in one sentence each.
void addTransfers(QStringList &faults, const WayResult &result, QByteArray Transfer::*member,
                  const QString &text)
{
    std::vector<QByteArray> reasons; // in order
    std::map<QByteArray, std::vector<const Transfer *>> byReason;
    for (const Transfer &transfer : result.transfers) {
        const QByteArray &reason = transfer.*member;
        if (reason.isEmpty())
            continue;
        if (!byReason.contains(reason))
            reasons.push_back(reason);
        byReason[reason].push_back(&transfer);
    }
    for (const QByteArray &reason : reasons)
        faults += text.arg(wayTitle(result.way), workList(byReason[reason]), sentence(reason));
}

} // namespace

QStringList runFaults(const Report &report)
{
    if (!report.failure.isEmpty())
        return {words("Nothing was measured: %1").arg(sentence(report.failure))};
    QStringList faults;
    const int rounds = report.roundsDone;
    if (report.wasCancelled) {
        faults += words("The run was stopped after %1 of %2; what was measured until then is here.")
                      .arg(rounds)
                      .arg(roundsText(report.plan.rounds));
    }
    if (report.plan.rounds == 1) {
        faults += words("There was one round, so nothing is known about how far the figures vary: "
                        "small differences in times and rates may be chance.");
    } else if (rounds < report.plan.rounds && !report.wasCancelled) {
        faults += words("%1 of %2 rounds were made so far; figures are the middle of what is "
                        "known, with the lowest and the highest in brackets.")
                      .arg(rounds)
                      .arg(report.plan.rounds);
    } else if (!report.wasCancelled) {
        faults += words("%1 rounds were made, each way once in each of them, in %2. Figures are "
                        "the middle of the rounds; the lowest and the highest stand in brackets.")
                      .arg(rounds)
                      .arg(formatDuration(std::chrono::duration_cast<std::chrono::microseconds>(
                          report.ended - report.started)));
    }
    return faults;
}

QStringList targetFaults(const Report &report, int target)
{
    QStringList faults;
    if (!report.failure.isEmpty())
        return faults;
    for (const Way &way : report.plan.ways) {
        const WayResult *const result = report.result(target, way);
        if (!result) {
            faults += words("%1 was not measured.").arg(wayTitle(way));
            continue;
        }
        if (!result->failure.isEmpty()) {
            faults += words("%1 could not be measured: %2")
                          .arg(wayTitle(way), sentence(result->failure));
        }
        if (!result->note.isEmpty())
            faults += words("%1: %2").arg(wayTitle(way), sentence(result->note));
        addTransfers(faults, *result, &Transfer::failure, words("%1, %2, failed: %3"));
        addTransfers(faults, *result, &Transfer::note, words("%1, %2: %3"));
    }
    const bool hasBase = report.result(target, {}) != nullptr;
    if (!hasBase && !report.results.empty()) {
        faults += words("Without figures of plain WebSocket the others stand alone: nothing says "
                        "what they cost more or less than it.");
    }
    return faults;
}
