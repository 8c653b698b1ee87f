// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/decisions.h"

#include "widgets/compare/comparewords.h"
#include "widgets/compare/reportlook.h"
#include "widgets/compare/spreads.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Compare;
using Question = Decision::Question;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Decisions", text);
}

/// A way that could be the answer.
struct Candidate
{
    const WayResult *result = nullptr;
    QString name;
    Spread spread;
};

/// The best first; all whose spread overlaps with the best one's are as good as it.
struct Ranking
{
    std::vector<Candidate> all; ///< in the order of the plan
    std::vector<Candidate> best;
};

Ranking ranked(std::vector<Candidate> candidates, bool moreIsBetter)
{
    std::erase_if(candidates, [](const Candidate &one) { return !one.spread.isKnown(); });
    if (candidates.empty())
        return {};
    const auto isBetter = [moreIsBetter](const Candidate &one, const Candidate &other) {
        return moreIsBetter ? one.spread.median > other.spread.median
                            : one.spread.median < other.spread.median;
    };
    const Candidate top = *std::ranges::min_element(candidates, isBetter);
    Ranking ranking {candidates, {top}};
    for (const Candidate &one : candidates) {
        if (one.result == top.result && one.name == top.name)
            continue;
        if (relationOf(one.spread, top.spread) == Relation::Alike)
            ranking.best.push_back(one);
    }
    return ranking;
}

QString namesOf(const std::vector<Candidate> &candidates)
{
    QStringList names;
    for (const Candidate &one : candidates)
        names += one.name;
    return listText(names);
}

class Decider
{
public:
    Decider(const Report &report, int target)
        : m_report(report)
        , m_target(target)
        , m_results(resultsOf(report, target))
    {
    }

    std::vector<Decision> take()
    {
        decideOverhead();
        decideUnreliable();
        decideFirewall();
        decideBroadcast();
        decideBinary();
        decideSmall();
        decideOld();
        return std::move(m_decisions);
    }

private:
    ReportPlace place(ReportPlace::Table table, const Way &way) const
    {
        return {.table = table, .target = m_target, .way = way};
    }

    void add(Question question, const QString &verdict, const QString &measure,
             const QStringList &figures, const ReportPlace &where)
    {
        m_decisions.push_back(
            {question, m_target, true, sentence(verdict), measure, figures, where});
    }

    void addUnknown(Question question, const QString &why)
    {
        m_decisions.push_back(
            {question, m_target, false, words("Not measured: %1").arg(why), {}, {}, std::nullopt});
    }

    std::vector<Candidate> candidates(Work work, qint64 size, Figure figure) const
    {
        std::vector<Candidate> candidates;
        for (const WayResult *result : m_results) {
            if (const Transfer *transfer = measured(*result, work, size))
                candidates.push_back({result, wayWords(result->way), figureOf(*transfer, figure)});
        }
        return candidates;
    }

    /// "plain WebSocket is best: …", or that several are alike.
    static QString verdictOf(const Ranking &ranking, const QString &praise, const QString &bestText)
    {
        if (ranking.all.size() == 1)
            return words("Only %1 was measured: %2").arg(namesOf(ranking.all), bestText);
        if (ranking.best.size() == ranking.all.size())
            return words("No difference was seen, all rounds overlap; the best was %1: %2")
                .arg(ranking.best.front().name, bestText);
        const QString names = capital(namesOf(ranking.best));
        if (ranking.best.size() > 1)
            return words("%1, alike: %2, %3").arg(names, praise, bestText);
        return words("%1: %2, %3").arg(names, praise, bestText);
    }

    /// Answers with the way whose figure is best.
    void decideBy(Question question, Work work, qint64 size, Figure figure, const QString &praise,
                  const QString &more = {})
    {
        const Ranking ranking = ranked(candidates(work, size, figure), isRate(figure));
        if (ranking.all.empty()) {
            addUnknown(question, words("no figures of this."));
            return;
        }
        const Candidate &top = ranking.best.front();
        QStringList figures;
        for (const Candidate &one : ranking.all)
            figures += words("%1: %2").arg(capital(one.name), figureText(figure, one.spread));
        QString text = sentence(verdictOf(ranking, praise, figureText(figure, top.spread)));
        if (m_report.plan.rounds == 1 && figure != Figure::Bytes && ranking.all.size() > 1)
            text += words(" One round: this may be chance.");
        add(question, text + more,
            words("%1, %2 of %3")
                .arg(figureTitle(figure), workTitle(work).toLower(), sizeText(size)),
            figures,
            {ReportPlace::Table::Transfers, m_target, top.result->way, work, size, figure});
    }

    QList<qint64> sizes(Work work) const { return sizesOf(m_report, m_target, work); }

    void decideOverhead()
    {
        const QList<qint64> all = sizes(Work::Echo);
        if (all.isEmpty())
            addUnknown(Question::Overhead, words("no way had an echo."));
        else
            decideBy(Question::Overhead, Work::Echo, all.constFirst(), Figure::Bytes,
                     words("the fewest bytes there and back"));
    }

    void decideUnreliable()
    {
        std::vector<Candidate> lost;
        QStringList figures;
        for (const WayResult *result : m_results) {
            for (const Interruption &one : result->interruptions) {
                const QString name = one.recovers
                    ? words("%1 with recovery").arg(wayWords(result->way))
                    : wayWords(result->way);
                if (!one.isKnown()) {
                    figures += words("%1: failed, %2")
                                   .arg(capital(name), QString::fromUtf8(one.failure));
                    continue;
                }
                // The worst round counts: what is lost now and then is lost.
                lost.push_back({result, name, {one.lost.high, one.lost.high, one.lost.high, 1}});
                QString text = words("%1: %2 of %3 lost, back after %4")
                                   .arg(capital(name), numberText(one.lost), numberText(one.sent),
                                        millisecondsText(one.milliseconds));
                if (one.recovered.high > 0)
                    text += words(", %1 recovered").arg(numberText(one.recovered));
                if (one.doubled.high > 0)
                    text += words(", %1 came twice").arg(numberText(one.doubled));
                figures += text;
            }
        }
        const Ranking ranking = ranked(lost, false);
        if (ranking.all.empty()) {
            addUnknown(Question::Unreliable,
                       m_report.plan.cuts ? words("no cut connection came back with figures.")
                                          : words("connections were not cut in this run."));
            return;
        }
        const Candidate &top = ranking.best.front();
        const QString bestText = top.spread.high > 0
            ? words("up to %1 lost in a round").arg(numberText(top.spread.high))
            : words("none lost in any round");
        QString text
            = sentence(verdictOf(ranking, words("best when the connection is cut"), bestText));
        if (top.spread.high > 0)
            text += words(" The app has to ask for what it missed.");
        add(Question::Unreliable, text, words("Messages lost by a receiver that was cut off"),
            figures, place(ReportPlace::Table::Interruptions, top.result->way));
    }

    void decideFirewall()
    {
        QStringList working;
        QStringList failing;
        QStringList figures;
        std::optional<Way> first;
        for (const WayResult *result : m_results) {
            const Blocked &blocked = result->blocked;
            if (!blocked.wasTried)
                continue;
            const QString name = wayWords(result->way);
            if (!first || (blocked.works && working.isEmpty()))
                first = result->way;
            (blocked.works ? working : failing) += name;
            if (!blocked.works)
                figures += words("%1: no message came through").arg(capital(name));
            else if (blocked.startup.isKnown() && blocked.echo.isKnown())
                figures += words("%1: first message after %2 and %3, round trip %4 at %5")
                               .arg(capital(name), bytesText(bytesOf(blocked.startup)),
                                    millisecondsText(blocked.startup.milliseconds),
                                    figureText(Figure::P50, blocked.echo.p50),
                                    sizeText(blocked.echo.size));
            else
                figures += words("%1: a message came through").arg(capital(name));
        }
        if (!first) {
            addUnknown(Question::Firewall,
                       m_report.plan.blocks ? words("no way came so far.")
                                            : words("upgrades were not blocked in this run."));
            return;
        }
        QString text;
        if (working.isEmpty()) {
            text = words("Nothing that was tried works when WebSocket is blocked.");
        } else {
            text = capital(listText(working));
            text = (working.size() == 1 ? words("%1 works when WebSocket is blocked.")
                                        : words("%1 work when WebSocket is blocked."))
                       .arg(text);
            if (!failing.isEmpty()) {
                text += words(" Not so %1.").arg(listText(failing));
            }
        }
        add(Question::Firewall, text, words("What comes through while WebSocket is blocked"),
            figures, place(ReportPlace::Table::Blocked, *first));
    }

    void decideBroadcast()
    {
        const QList<qint64> all = sizes(Work::Broadcast);
        if (all.isEmpty()) {
            addUnknown(Question::Broadcast, words("no way had a broadcast."));
            return;
        }
        decideBy(Question::Broadcast, Work::Broadcast, all.constFirst(), Figure::PerSecond,
                 words("the most broadcasts a second to %1 receivers").arg(m_report.plan.receivers),
                 words(" Rooms come with Socket.IO; behind a plain WebSocket the server keeps them "
                       "itself (known, not measured)."));
    }

    void decideBinary()
    {
        const QList<qint64> all = sizes(Work::BinaryEcho);
        if (all.isEmpty())
            addUnknown(Question::Binary, words("no way had an echo of bytes."));
        else
            decideBy(Question::Binary, Work::BinaryEcho, all.constLast(), Figure::Bytes,
                     words("the fewest bytes there and back"));
    }

    void decideSmall()
    {
        const QList<qint64> all = sizes(Work::OneWay);
        if (all.isEmpty())
            addUnknown(Question::SmallMessages, words("nothing was sent one way."));
        else
            decideBy(Question::SmallMessages, Work::OneWay, all.constFirst(), Figure::PerSecond,
                     words("the most messages a second"));
    }

    void decideOld()
    {
        const bool isAsked = m_target < m_report.targets.size()
            && m_report.targets.at(m_target).takesRevision3.has_value();
        const bool isTaken
            = isAsked && m_report.targets.at(m_target).takesRevision3.value_or(false);
        const auto socketIo = std::ranges::find_if(
            m_results, [](const WayResult *result) { return result->way.isSocketIo(); });
        if (!isAsked || socketIo == m_results.end()) {
            addUnknown(Question::OldClients,
                       words("nobody asked the server for a session of Engine.IO 3."));
            return;
        }
        add(Question::OldClients,
            isTaken
                ? words("Clients of Socket.IO 2 and before can stay: this server takes them.")
                : words("Clients of Socket.IO 2 and before must be renewed first, or the server "
                        "told to allow them (allowEIO3)."),
            words("Sessions of Engine.IO 3"),
            {isTaken ? words("A request with EIO=3 opened a session.")
                     : words("A request with EIO=3 opened no session.")},
            place(ReportPlace::Table::Server, (*socketIo)->way));
    }

    const Report &m_report;
    int m_target;
    std::vector<const WayResult *> m_results;
    std::vector<Decision> m_decisions;
};

} // namespace

QString questionTitle(Question question)
{
    switch (question) {
    case Question::Overhead:
        return words("Minimal overhead");
    case Question::Unreliable:
        return words("An unreliable network");
    case Question::Firewall:
        return words("A firewall in the way");
    case Question::Broadcast:
        return words("Rooms and broadcasting");
    case Question::Binary:
        return words("Binary data");
    case Question::SmallMessages:
        return words("Many small messages");
    case Question::OldClients:
        return words("Old clients");
    }
    return {};
}

QString questionHint(Question question)
{
    switch (question) {
    case Question::Overhead:
        return words("Bytes of an echo at the smallest size, both directions together");
    case Question::Unreliable:
        return words("Messages lost when a receiver's connection is cut");
    case Question::Firewall:
        return words("Whether a message comes through when every request for a WebSocket is "
                     "answered 403");
    case Question::Broadcast:
        return words("Broadcasts a second at the smallest size");
    case Question::Binary:
        return words("Bytes of an echo of bytes at the largest size");
    case Question::SmallMessages:
        return words("Messages a second one way at the smallest size");
    case Question::OldClients:
        return words("Whether the server opens a session of Engine.IO 3");
    }
    return {};
}

std::vector<Decision> decisionsOf(const Report &report, int target)
{
    return Decider(report, target).take();
}
