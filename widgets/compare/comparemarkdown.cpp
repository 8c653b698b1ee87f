// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/comparemarkdown.h"

#include "widgets/common/format.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/decisions.h"
#include "widgets/compare/findings.h"
#include "widgets/compare/layers.h"
#include "widgets/compare/reportlook.h"
#include "widgets/compare/reporttables.h"

#include <QCoreApplication>

#include <optional>

using namespace Compare;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("CompareMarkdown", text);
}

/// Text that stands as it is: nothing in it is taken for a mark.
QString plain(QString text)
{
    text.replace(QLatin1Char('\n'), QLatin1Char(' '));
    for (const char mark : {'\\', '|', '*', '_', '`', '<', '[', ']'})
        text.replace(QLatin1Char(mark), QLatin1String("\\") + QLatin1Char(mark));
    return text;
}

QString figuresOf(const Decision &decision)
{
    return decision.isMeasured
        ? words("%1: %2").arg(decision.measure, decision.figures.join(QStringLiteral("; ")))
        : QString();
}

class Page
{
public:
    explicit Page(const Report &report)
        : m_report(report)
    {
    }

    QByteArray take()
    {
        writeHead();
        for (int target = 0; target < m_report.plan.targets.size(); ++target) {
            m_target = target;
            writeTarget();
        }
        return m_text.toUtf8();
    }

private:
    void line(const QString &text = {}) { m_text += text + QLatin1Char('\n'); }

    void heading(const QString &text)
    {
        line();
        line(QStringLiteral("## ") + plain(text));
        line();
    }

    void row(const QStringList &cells)
    {
        QStringList written;
        for (const QString &cell : cells)
            written += plain(cell);
        line(QStringLiteral("| %1 |").arg(written.join(QStringLiteral(" | "))));
    }

    void table(const QStringList &titles, const QList<QStringList> &rows)
    {
        row(titles);
        line(QLatin1Char('|') + QStringLiteral(" --- |").repeated(titles.size()));
        for (const QStringList &cells : rows)
            row(cells);
    }

    QString titled(const QString &title) const
    {
        return m_report.plan.targets.size() < 2
            ? title
            : words("%1: %2").arg(serverWords(m_report.plan.targets.at(m_target)), title);
    }

    void writeFindings(int target)
    {
        std::optional<Finding::Topic> topic;
        for (const Finding &finding : findingsOf(m_report)) {
            if (finding.target != target)
                continue;
            if (topic != finding.topic) {
                line();
                line(QStringLiteral("**%1**").arg(plain(topicTitle(finding.topic))));
                line();
                topic = finding.topic;
            }
            line(QStringLiteral("- ") + plain(finding.text));
        }
    }

    void writeHead()
    {
        line(words("# WebSocket or Socket.IO?"));
        line();
        QStringList servers;
        for (const Target &target : m_report.plan.targets)
            servers += serverWords(target);
        line(plain(
            words("Measured on %1, %2.").arg(listText(servers), formatFullTime(m_report.started))));
        writeFindings(-1);
    }

    void writeTarget()
    {
        heading(titled(words("In words")));
        writeFindings(m_target);
        writeDecisions();
        writeTable(words("Until the first message"), ReportTables::startup(m_report, m_target));
        for (const Work work : m_report.plan.works)
            writeWork(work);
        writeLayers();
        writeTable(words("Connections that were cut"), ReportTables::cuts(m_report, m_target));
        writeTable(words("WebSocket blocked"), ReportTables::blocked(m_report, m_target));
        writeTable(words("What a client needs of the server"),
                   ReportTables::server(m_report, m_target));
    }

    void writeDecisions()
    {
        QList<QStringList> rows;
        for (const Decision &decision : decisionsOf(m_report, m_target))
            rows += {questionTitle(decision.question), decision.verdict, figuresOf(decision)};
        heading(titled(words("When to use what")));
        table({words("Question"), words("Verdict"), words("Measured")}, rows);
    }

    void writeTable(const QString &title, const TextTable::Content &content)
    {
        if (content.rows.isEmpty())
            return;
        heading(titled(title));
        table(content.titles, content.rows);
    }

    void writeWork(Work work)
    {
        QStringList titles {words("Size"), words("Way"), words("Messages")};
        for (const Figure figure : allFigures())
            titles += figureTitle(figure);
        QList<QStringList> rows;
        for (const qint64 size : sizesOf(m_report, m_target, work)) {
            for (const WayResult *result : resultsOf(m_report, m_target)) {
                const Transfer *const transfer = measured(*result, work, size);
                if (!transfer)
                    continue;
                QStringList cells {sizeText(size), wayTitle(result->way),
                                   formatNumber(transfer->messages)};
                for (const Figure figure : allFigures())
                    cells += figureText(figure, figureOf(*transfer, figure));
                rows += cells;
            }
        }
        if (rows.isEmpty())
            return;
        heading(titled(workTitle(work)));
        table(titles, rows);
    }

    void writeLayers()
    {
        QStringList titles {words("Work"), words("Size"), words("Way"), words("Direction")};
        for (const Layer &layer : allLayers())
            titles += layer.title;
        titles += {words("Saved"), words("On the wire")};
        QList<QStringList> rows;
        for (const Work work : m_report.plan.works) {
            for (const qint64 size : sizesOf(m_report, m_target, work)) {
                for (const WayResult *result : resultsOf(m_report, m_target)) {
                    const Transfer *const transfer = measured(*result, work, size);
                    if (!transfer)
                        continue;
                    const QStringList head {workTitle(work), sizeText(size), wayTitle(result->way)};
                    rows += head + QStringList {words("sent")} + layerCells(transfer->sent);
                    rows += head + QStringList {words("received")} + layerCells(transfer->received);
                }
            }
        }
        if (rows.isEmpty())
            return;
        heading(titled(words("Bytes a message by layer")));
        table(titles, rows);
    }

    static QStringList layerCells(const LayerSpreads &spreads)
    {
        QStringList cells;
        for (const Layer &layer : allLayers())
            cells += numberText(spreads.*layer.spread);
        return cells + QStringList {numberText(spreads.saved), numberText(spreads.wire)};
    }

    const Report &m_report;
    int m_target = 0;
    QString m_text;
};

} // namespace

QByteArray compareMarkdown(const Report &report)
{
    return Page(report).take();
}
