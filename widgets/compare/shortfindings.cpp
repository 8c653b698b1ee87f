// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/shortfindings.h"

#include "widgets/compare/comparewords.h"
#include "widgets/compare/reportlook.h"
#include "widgets/compare/spreads.h"

#include <QCoreApplication>

#include <cmath>

using namespace Compare;

namespace {

constexpr double Manifold = 2; // from here on "times" says more than a percentage

QString words(const char *text)
{
    return QCoreApplication::translate("Findings", text);
}

class Shortener
{
public:
    Shortener(const Report &report, int target)
        : m_report(report)
        , m_target(target)
        , m_stacks(stacksOf(report, target))
        , m_base(report.result(target, {}))
    {
    }

    QStringList take()
    {
        const QList<qint64> sizes = sizesOf(m_report, m_target, Work::Echo);
        if (!sizes.isEmpty())
            sayBytes(sizes.constFirst());
        if (sizes.size() > 1)
            sayBytes(sizes.constLast());
        if (!sizes.isEmpty())
            sayTime(sizes.constFirst());
        sayCut();
        sayBlocked();
        return m_said;
    }

private:
    Spread of(const WayResult &result, qint64 size, Figure figure) const
    {
        const Transfer *const transfer = measured(result, Work::Echo, size);
        return transfer ? figureOf(*transfer, figure) : Spread();
    }

    void sayBytes(qint64 size)
    {
        const Spread base = m_base ? of(*m_base, size, Figure::Bytes) : Spread();
        QStringList parts;
        for (const WayResult *stack : m_stacks) {
            const Spread own = of(*stack, size, Figure::Bytes);
            if (stack == m_base || !own.isKnown() || !base.isKnown())
                continue;
            const double more = own.median - base.median;
            const QString name = wayWords(stack->way);
            if (relationOf(own, base) == Relation::Alike) {
                parts += words("%1 takes as many").arg(name);
                continue;
            }
            parts += (more > 0 ? words("%1 adds %2 (%3)") : words("%1 saves %2 (%3)"))
                         .arg(name, bytesText(std::abs(more)),
                              percentText(std::abs(more), base.median));
        }
        if (parts.isEmpty())
            return;
        m_said += words("A message of %1 and its echo are %2 over plain WebSocket; %3.")
                      .arg(sizeText(size), bytesText(base.median), listText(parts));
    }

    void sayTime(qint64 size)
    {
        const Spread base = m_base ? of(*m_base, size, Figure::P50) : Spread();
        if (!base.isKnown())
            return;
        QStringList parts;
        for (const WayResult *stack : m_stacks) {
            const Spread own = of(*stack, size, Figure::P50);
            if (stack == m_base || !own.isKnown())
                continue;
            const QString name = wayWords(stack->way);
            const double times = own.median / base.median;
            if (relationOf(own, base) == Relation::Alike)
                parts += words("no different with %1").arg(name);
            else if (times >= Manifold)
                parts += words("%1 times as long with %2").arg(ratioText(times), name);
            else
                parts
                    += (times > 1 ? words("%1 longer with %2") : words("%1 shorter with %2"))
                           .arg(percentText(std::abs(own.median - base.median), base.median), name);
        }
        if (parts.isEmpty())
            return;
        m_said += words("A round trip of %1 takes %2 over plain WebSocket at the median; %3.")
                      .arg(sizeText(size), figureText(Figure::P50, base.median), listText(parts));
    }

    void sayCut()
    {
        QStringList parts;
        for (const WayResult *stack : m_stacks) {
            for (const Interruption &cut : stack->interruptions) {
                if (!cut.isKnown())
                    continue;
                const QString name = cut.recovers
                    ? words("%1 with recovery").arg(wayWords(stack->way))
                    : wayWords(stack->way);
                parts += words("%1 lost %2 of %3 messages")
                             .arg(name, numberText(cut.lost.median), numberText(cut.sent.median));
            }
        }
        if (!parts.isEmpty()) {
            m_said += words("Cut for %1, %2.")
                          .arg(millisecondsText(double(m_report.plan.outage.count())),
                               listText(parts));
        }
    }

    void sayBlocked()
    {
        QStringList working;
        QStringList failing;
        for (const WayResult *stack : m_stacks) {
            if (stack->blocked.wasTried)
                (stack->blocked.works ? working : failing) += wayWords(stack->way);
        }
        QStringList parts;
        if (!working.isEmpty()) {
            parts += (working.size() == 1 ? words("%1 still works") : words("%1 still work"))
                         .arg(listText(working));
        }
        if (!failing.isEmpty()) {
            parts += (failing.size() == 1 ? words("%1 does not work") : words("%1 do not work"))
                         .arg(listText(failing));
        }
        if (!parts.isEmpty()) {
            m_said += words("With WebSocket blocked, %1.").arg(parts.join(QStringLiteral("; ")));
        }
    }

    const Report &m_report;
    int m_target;
    std::vector<const WayResult *> m_stacks;
    const WayResult *m_base;
    QStringList m_said;
};

} // namespace

QStringList shortFindings(const Report &report, int target)
{
    return Shortener(report, target).take();
}
