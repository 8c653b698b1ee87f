// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/comparereport.h"
#include "widgets/compare/comparecsv.h"
#include "widgets/compare/comparemarkdown.h"
#include "widgets/compare/decisions.h"
#include "widgets/compare/findings.h"

#include <QLocale>
#include <QTest>

using namespace Compare;
using namespace InventedReport;
using namespace Qt::StringLiterals;

/// Reports as Markdown and as CSV.
class TestCompareTexts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void markdownHasAllThereIs();
    void markdownTablesAreWhole();
    void markdownIsNotBrokenByWords();
    void csvHasALineAFigure();
    void csvIsTheSameInAnyLocale();
    void emptyReportsAreWritten();
};

void TestCompareTexts::markdownHasAllThereIs()
{
    const Report all = report();
    const QString text = QString::fromUtf8(compareMarkdown(all));
    for (const auto *heading :
         {"# WebSocket or Socket.IO?", "## In words", "## When to use what",
          "## Until the first message", "## One way", "## Echo", "## Echo of bytes", "## Broadcast",
          "## Bytes a message by layer", "## Connections that were cut", "## WebSocket blocked",
          "## What a client needs of the server"})
        QVERIFY2(text.contains(QLatin1String(heading) + u'\n'), heading);
    for (const Finding &finding : findingsOf(all))
        QVERIFY2(text.contains(finding.text), qPrintable(finding.text));
    for (const Decision &decision : decisionsOf(all, 0))
        QVERIFY2(text.contains(decision.verdict), qPrintable(decision.verdict));
    QVERIFY(text.contains(u"| 16 B | Socket.IO over WebSocket | 100 | 0.30 ms (0.29–0.31 ms) |"_s));
    QVERIFY(text.contains(u"| Echo | 16 B | Socket.IO over WebSocket | sent | 16 | 24 | 1 | 6 | 0 "
                          "| 0 | 47 |"_s));
}

void TestCompareTexts::markdownTablesAreWhole()
{
    qsizetype width = 0;
    const QStringList lines = QString::fromUtf8(compareMarkdown(report())).split(u'\n');
    for (const QString &line : lines) {
        if (!line.startsWith(u'|')) {
            width = 0;
            continue;
        }
        const qsizetype cells = line.count(u'|');
        if (width != 0)
            QCOMPARE(cells, width);
        width = cells;
    }
}

void TestCompareTexts::markdownIsNotBrokenByWords()
{
    Report all = report();
    resultOf(all, Stack::WebSocket).interruptions.front() = {.failure = "a|b\n*c* <d>"};
    const QString text = QString::fromUtf8(compareMarkdown(all));
    QVERIFY(text.contains(u"a\\|b \\*c\\* \\<d> |\n"_s));
}

void TestCompareTexts::csvHasALineAFigure()
{
    const QList<QByteArray> lines = compareCsv(report()).split('\n');
    QCOMPARE(lines.constFirst(),
             "server,way,subject,work,size,messages,figure,unit,median,low,high,"
             "rounds,text\r");
    for (const char *line :
         {"embedded,websocket,transfer,echo,16,100,round-trip-p50,us,200,190,210,3,\r",
          "embedded,socketio-websocket,transfer,echo,16,100,sent-socketio,bytes,24,24,24,3,\r",
          "embedded,socketio-polling,startup,,,,requests,requests,4,4,4,3,\r",
          "embedded,socketio-polling,cut-with-recovery,,,,recovered,messages,50,48,52,3,\r",
          "embedded,websocket,blocked,,,,works,,,,,,no\r",
          "embedded,socketio-polling,server,,,,sticky,,,,,,yes\r",
          "embedded,,server,,,,max-payload,,,,,,1000000\r"})
        QVERIFY2(lines.contains(line), line);
    const auto decisions = std::count_if(lines.begin(), lines.end(), [](const QByteArray &line) {
        return line.startsWith("embedded,,decision,");
    });
    QCOMPARE(decisions, 7);
}

void TestCompareTexts::csvIsTheSameInAnyLocale()
{
    Report odd = report();
    transferOf(resultOf(odd, Stack::WebSocket), Work::Echo, 16).p50 = {1234.5, 1200.25, 1300, 3};
    QLocale::setDefault(QLocale(QLocale::German));
    const QByteArray csv = compareCsv(odd);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QVERIFY(csv.contains("round-trip-p50,us,1234.5,1200.25,1300,3,"));
}

void TestCompareTexts::emptyReportsAreWritten()
{
    Report failed;
    failed.failure = "There is no server to measure.";
    QVERIFY(compareCsv(failed).contains("run,,,,remark,,,,,,Nothing was measured: There is no"));
    QVERIFY(compareMarkdown(failed).contains("There is no server to measure."));
}

QTEST_APPLESS_MAIN(TestCompareTexts)
#include "tst_comparetexts.moc"
