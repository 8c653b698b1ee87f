// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/comparereport.h"
#include "widgets/compare/figuretable.h"
#include "widgets/compare/reporttables.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Compare;
using namespace InventedReport;
using namespace Qt::StringLiterals;

/// Tables of a report, and how they are shown.
class TestReportTables : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void everyTableIsAsWideAsItsTitles();
    void theGlanceSaysWhatMattersMost();
    void whatIsNotKnownIsADash();
    void cutsHaveARowForEachTrial();
    void blockedWaysStandBesideUnblockedOnes();
    void tablesCanBeCopied();
    void theSameShapeIsNoReset();
};

void TestReportTables::everyTableIsAsWideAsItsTitles()
{
    const Report all = report();
    for (const auto table : {ReportTables::glance, ReportTables::cuts, ReportTables::blocked,
                             ReportTables::server, ReportTables::startup}) {
        const TextTable::Content content = table(all, 0);
        QCOMPARE(content.hints.size(), content.titles.size());
        QVERIFY(content.rows.size() >= 3);
        for (const QStringList &row : content.rows)
            QCOMPARE(row.size(), content.titles.size());
        QVERIFY(table(all, 1).rows.isEmpty());
    }
}

void TestReportTables::theGlanceSaysWhatMattersMost()
{
    QCOMPARE(ReportTables::glance(report(), 0).rows.constLast(),
             (QStringList {u"Socket.IO over polling"_s, u"4 · 513 bytes"_s, u"444 B"_s, u"1 ms"_s,
                           u"2,400/s"_s, u"0.10 ms"_s, u"0 of 80"_s, u"works"_s}));
}

void TestReportTables::whatIsNotKnownIsADash()
{
    Report all = report();
    WayResult &polling = resultOf(all, Stack::SocketIoPolling);
    polling = {.target = 0, .way = polling.way, .failure = "No"};
    QCOMPARE(ReportTables::glance(all, 0).rows.constLast().mid(1), QStringList(7, u"–"_s));
    QCOMPARE(ReportTables::startup(all, 0).rows.size(), 2);
    QCOMPARE(ReportTables::server(all, 0).rows.size(), 2);
}

void TestReportTables::cutsHaveARowForEachTrial()
{
    Report all = report();
    resultOf(all, Stack::WebSocket).interruptions.front() = {.failure = "It never came back."};
    const auto rows = ReportTables::cuts(all, 0).rows;
    QCOMPARE(rows.size(), 5);
    QCOMPARE(rows.at(0).constLast(), u"It never came back."_s);
    QCOMPARE(rows.at(0).at(1), u"–"_s);
    QCOMPARE(rows.at(2).constFirst(), u"Socket.IO over WebSocket, with recovery"_s);
    QCOMPARE(rows.at(2).mid(3, 3), (QStringList {u"50 (48–52)"_s, u"0"_s, u"50 (48–52)"_s}));
}

void TestReportTables::blockedWaysStandBesideUnblockedOnes()
{
    const auto rows = ReportTables::blocked(report(), 0).rows;
    QCOMPARE(rows.constFirst().at(1), u"no"_s);
    QCOMPARE(rows.constFirst().constLast(), u"The server answered 403."_s);
    QCOMPARE(rows.constLast().at(1), u"yes"_s);
    QCOMPARE(rows.constLast().at(7), u"444 B"_s);
    QCOMPARE(rows.constLast().at(8), u"444 B"_s);
}

void TestReportTables::tablesCanBeCopied()
{
    TextTable table;
    const QAbstractItemModelTester tester(&table);
    FigureTable view(&table, u"Cuts"_s);
    view.verticalHeader()->hide();
    table.setContent(ReportTables::cuts(report(), 0));
    QCOMPARE(view.accessibleName(), u"Cuts"_s);
    view.fitHeight();
    view.resize(800, view.height());
    view.show();
    QVERIFY(view.visualRect(table.index(4, 0)).bottom() <= view.viewport()->height());
    view.actions().constFirst()->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"Way\tBack after\t"_s));
}

void TestReportTables::theSameShapeIsNoReset()
{
    TextTable table;
    table.setContent(ReportTables::cuts(report(), 0));
    const QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
    Report other = report();
    resultOf(other, Stack::WebSocket).interruptions.front().lost = spread(3);
    table.setContent(ReportTables::cuts(other, 0));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(table.index(0, 4).data().toString(), u"3"_s);
    table.setContent({});
    QCOMPARE(reset.size(), 1);
}

QTEST_MAIN(TestReportTables)
#include "tst_reporttables.moc"
