// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/findings.h"

#include "widgets/compare/comparewords.h"
#include "widgets/compare/comparing.h"
#include "widgets/compare/faults.h"
#include "widgets/compare/reportlook.h"
#include "widgets/compare/serverfindings.h"
#include "widgets/compare/shortfindings.h"
#include "widgets/compare/spreads.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace Compare;
using Topic = Finding::Topic;

namespace {

constexpr qint64 ShareOfLayer = 100; // a layer of less than a hundredth is not worth a word

QString words(const char *text)
{
    return QCoreApplication::translate("Findings", text);
}

/// What is said of each stack: the figure, unknown where there is none.
using FigureOf = std::function<Spread(const WayResult &)>;

class TargetFindings
{
public:
    TargetFindings(const Report &report, int target)
        : m_report(report)
        , m_target(target)
        , m_stacks(stacksOf(report, target))
    {
    }

    std::vector<Finding> take()
    {
        sayStartup();
        sayBytes();
        sayLayers();
        sayVariants();
        sayRoundTrips();
        sayRates();
        sayCpu();
        for (const WayResult *stack : m_stacks) {
            add(Topic::Cut, cutFinding(m_report.plan, *stack));
            add(Topic::Blocked, blockedFinding(*stack));
        }
        for (const WayResult *stack : m_stacks)
            add(Topic::Server, serverFinding(*stack));
        add(Topic::Server, serverFactsFinding(m_report, m_target));
        std::ranges::stable_sort(m_findings, {}, &Finding::topic);
        return std::move(m_findings);
    }

private:
    void add(Topic topic, const QString &text)
    {
        if (!text.isEmpty())
            m_findings.push_back({topic, m_target, text});
    }

    const WayResult *base() const
    {
        const auto found = std::ranges::find_if(
            m_stacks, [](const WayResult *result) { return result->way == Way {}; });
        return found == m_stacks.end() ? nullptr : *found;
    }

    /// "plain WebSocket 44 bytes; Socket.IO over WebSocket 85 bytes, 41 bytes (93 %) more".
    QString listing(const FigureOf &figure, const Comparing &comparing) const
    {
        const Spread ofBase = base() ? figure(*base()) : Spread();
        QStringList parts;
        for (const WayResult *stack : m_stacks) {
            const Spread spread = figure(*stack);
            if (!spread.isKnown())
                continue;
            const QString text = stack == base() ? comparing.text(spread)
                                                 : comparedText(spread, ofBase, comparing);
            parts += words("%1 %2").arg(wayWords(stack->way), text);
        }
        return parts.join(QStringLiteral("; "));
    }

    void addListing(Topic topic, const QString &lead, const FigureOf &figure,
                    const Comparing &comparing)
    {
        if (const QString list = listing(figure, comparing); !list.isEmpty())
            add(topic, words("%1: %2.").arg(lead, list));
    }

    FigureOf figureIn(Work work, qint64 size, Figure figure) const
    {
        return [work, size, figure](const WayResult &result) {
            const Transfer *const transfer = measured(result, work, size);
            return transfer ? figureOf(*transfer, figure) : Spread();
        };
    }

    /// The smallest and the largest, at which the ways differ in what they are bad at.
    QList<qint64> ends(Work work) const
    {
        QList<qint64> sizes = sizesOf(m_report, m_target, work);
        if (sizes.size() < 2)
            return sizes;
        return {sizes.constFirst(), sizes.constLast()};
    }

    void sayStartup()
    {
        addListing(Topic::Startup, words("HTTP requests until the first message can go"),
                   [](const WayResult &result) { return result.startup.requests; },
                   {[](const Spread &spread) { return numberText(spread); }, words("%1 more"),
                    words("%1 fewer"), false});
        addListing(
            Topic::Startup, words("Bytes until then, both directions together"),
            [](const WayResult &result) { return bytesOf(result.startup); }, comparingBytes());
        addListing(
            Topic::Startup, words("Time until then"),
            [](const WayResult &result) { return result.startup.milliseconds; },
            comparingMilliseconds());
    }

    void sayBytes()
    {
        for (const Work work : {Work::Echo, Work::OneWay}) {
            for (const qint64 size : ends(work)) {
                const QString lead = work == Work::Echo
                    ? words("A message of %1 and its echo cross as")
                    : words("A message of %1 that is one of many sent one way, with all that "
                            "comes back for it, crosses as");
                addListing(Topic::Bytes, lead.arg(sizeText(size)),
                           figureIn(work, size, Figure::Bytes), comparingBytes());
            }
        }
    }

    /// Of what the bytes to the server are made.
    void sayLayers()
    {
        const QList<qint64> sizes = ends(Work::Echo);
        if (sizes.isEmpty())
            return;
        for (const WayResult *stack : m_stacks) {
            const Transfer *const transfer = measured(*stack, Work::Echo, sizes.constFirst());
            if (!transfer)
                continue;
            const LayerSpreads &sent = transfer->sent;
            QStringList parts;
            const auto part = [&](const Spread &bytes, const char *name) {
                if (std::abs(bytes.median) * ShareOfLayer >= sent.wire.median)
                    parts += words(name).arg(bytesText(bytes.median));
            };
            part(sent.payload, QT_TRANSLATE_NOOP("Findings", "%1 of payload"));
            part(sent.socketIo, QT_TRANSLATE_NOOP("Findings", "%1 of Socket.IO"));
            part(sent.engineIo, QT_TRANSLATE_NOOP("Findings", "%1 of Engine.IO"));
            part(sent.webSocket, QT_TRANSLATE_NOOP("Findings", "%1 of WebSocket frames"));
            part(sent.http, QT_TRANSLATE_NOOP("Findings", "%1 of HTTP"));
            QString text = words("Of the %1 that %2 sends for %3 there are %4")
                               .arg(bytesText(sent.wire.median), wayWords(stack->way),
                                    sizeText(transfer->size), listText(parts));
            if (sent.saved.median > 0)
                text += words(", less %1 by compression").arg(bytesText(sent.saved.median));
            add(Topic::Bytes, sentence(text));
        }
    }

    /// Compression and msgpack beside the same stack without them.
    void sayVariants()
    {
        for (const WayResult *result : resultsOf(m_report, m_target)) {
            if (result->way == Way {result->way.stack, false, false})
                continue;
            const WayResult *const plain
                = m_report.result(m_target, {result->way.stack, false, false});
            if (!plain)
                continue;
            for (const Work work : {Work::Echo, Work::BinaryEcho})
                sayVariant(*result, *plain, work);
        }
    }

    void sayVariant(const WayResult &variant, const WayResult &plain, Work work)
    {
        QStringList parts;
        for (const qint64 size : ends(work)) {
            const Spread with = figureIn(work, size, Figure::Bytes)(variant);
            const Spread without = figureIn(work, size, Figure::Bytes)(plain);
            if (!with.isKnown() || !without.isKnown())
                continue;
            parts += words("at %1 %2 (without %3)")
                         .arg(sizeText(size), comparedText(with, without, comparingBytes()),
                              bytesText(without.median));
        }
        if (parts.isEmpty())
            return;
        const QString of = work == Work::Echo ? words("text") : words("bytes");
        add(Topic::Bytes,
            words("%1, an echo of %2: %3.")
                .arg(wayTitle(variant.way), of, parts.join(QStringLiteral("; "))));
    }

    void sayRoundTrips()
    {
        for (const qint64 size : ends(Work::Echo)) {
            addListing(Topic::RoundTrip,
                       words("Half of the round trips of %1 took at most").arg(sizeText(size)),
                       figureIn(Work::Echo, size, Figure::P50), comparingTimes());
            addListing(Topic::RoundTrip,
                       words("99 % of the round trips of %1 took at most").arg(sizeText(size)),
                       figureIn(Work::Echo, size, Figure::P99), comparingTimes());
        }
    }

    void sayRates()
    {
        for (const qint64 size : ends(Work::OneWay)) {
            addListing(Topic::Rate, words("Messages of %1 one way").arg(sizeText(size)),
                       figureIn(Work::OneWay, size, Figure::PerSecond), comparingRates());
        }
        for (const qint64 size : ends(Work::Broadcast)) {
            addListing(Topic::Rate,
                       words("Broadcasts of %1 to %2 receivers")
                           .arg(sizeText(size))
                           .arg(m_report.plan.receivers),
                       figureIn(Work::Broadcast, size, Figure::PerSecond), comparingRates());
        }
    }

    void sayCpu()
    {
        for (const qint64 size : ends(Work::Echo)) {
            addListing(
                Topic::Cpu,
                words("For an echo of %1 the thread of our client works").arg(sizeText(size)),
                figureIn(Work::Echo, size, Figure::Cpu), comparingTimes());
        }
    }

    const Report &m_report;
    int m_target;
    std::vector<const WayResult *> m_stacks;
    std::vector<Finding> m_findings;
};

} // namespace

QString topicTitle(Topic topic)
{
    switch (topic) {
    case Topic::Short:
        return words("In short");
    case Topic::Run:
        return words("The run");
    case Topic::Startup:
        return words("Until the first message");
    case Topic::Bytes:
        return words("Bytes a message");
    case Topic::RoundTrip:
        return words("Round trips");
    case Topic::Rate:
        return words("Messages a second");
    case Topic::Cpu:
        return words("Work of the client");
    case Topic::Cut:
        return words("When the connection is cut");
    case Topic::Blocked:
        return words("When WebSocket is blocked");
    case Topic::Server:
        return words("What it needs on the server");
    }
    return {};
}

std::vector<Finding> findingsOf(const Report &report)
{
    std::vector<Finding> findings;
    for (const QString &fault : runFaults(report))
        findings.push_back({Topic::Run, -1, fault});
    for (int target = 0; target < report.plan.targets.size(); ++target) {
        for (const QString &said : shortFindings(report, target))
            findings.push_back({Topic::Short, target, said});
        for (const QString &fault : targetFaults(report, target))
            findings.push_back({Topic::Run, target, fault});
        for (Finding &finding : TargetFindings(report, target).take())
            findings.push_back(std::move(finding));
    }
    return findings;
}
