// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/comparereport.h"
#include "widgets/compare/figuremodel.h"
#include "widgets/compare/figuretable.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Compare;
using namespace InventedReport;
using namespace Qt::StringLiterals;

/// Figures as a table of work and ways.
class TestFigureModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void onlyWorkWithTheFigureHasRows();
    void cellsSayMedianAndSpread();
    void theBestIsBold();
    void whatFailedIsMarked();
    void placesAreFound();
    void theSameShapeKeepsTheSelection();

private:
    static bool isBold(const QModelIndex &index)
    {
        return index.data(Qt::FontRole).value<QFont>().bold();
    }
};

void TestFigureModel::onlyWorkWithTheFigureHasRows()
{
    FigureModel model;
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 0);
    model.setReport(report(), 0);
    QCOMPARE(model.rowCount(), 4); // two kinds of echo, two sizes
    QCOMPARE(model.columnCount(), 3);
    QCOMPARE(model.headerData(0, Qt::Vertical).toString(), u"Echo, 16 B"_s);
    QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::ToolTipRole).toString(),
             u"Socket.IO over polling"_s);
    model.setFigure(Figure::Bytes);
    QCOMPARE(model.rowCount(), 8);
    model.setReport(report(), 1);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 0);
}

void TestFigureModel::cellsSayMedianAndSpread()
{
    FigureModel model;
    model.setReport(report(), 0);
    QCOMPARE(model.index(0, 1).data().toString(), u"0.30 ms (0.29–0.31 ms)"_s);
    const QString tip = model.index(0, 1).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(u"Socket.IO over WebSocket, Echo, 16 B"_s), qPrintable(tip));
    QVERIFY2(tip.contains(u"0.30 ms in the middle, from 0.29 ms to 0.31 ms"_s), qPrintable(tip));
    QVERIFY2(tip.contains(u"3 rounds, 100 messages in each"_s), qPrintable(tip));
    FigureTable table(&model, u"Round trips"_s);
    const QStringList lines = table.text().split(u'\n');
    QCOMPARE(lines.size(), model.rowCount() + 2);
    QCOMPARE(lines.constFirst(),
             u"Round trips\tPlain WebSocket\tSocket.IO over WebSocket\tSocket.IO over polling"_s);
    QVERIFY(lines.at(1).startsWith(u"Echo, 16 B\t0.20 ms (0.19–0.21 ms)\t"_s));
}

void TestFigureModel::theBestIsBold()
{
    Report all = report();
    FigureModel model;
    model.setReport(all, 0);
    QVERIFY(isBold(model.index(0, 0)));
    QVERIFY(!isBold(model.index(0, 1)));
    transferOf(resultOf(all, Stack::SocketIoWebSocket), Work::Echo, 16).p50 = spread(205, 10);
    model.setReport(all, 0);
    QVERIFY(isBold(model.index(0, 0)));
    QVERIFY(isBold(model.index(0, 1)));
    QVERIFY(!isBold(model.index(0, 2)));
    for (WayResult &result : all.results)
        transferOf(result, Work::Echo, 16).p50 = spread(205, 10);
    model.setReport(all, 0);
    QVERIFY(!isBold(model.index(0, 0))); // nothing is worse
    model.setFigure(Figure::PerSecond);
    QVERIFY(isBold(model.index(0, 0)));
    QVERIFY(!isBold(model.index(0, 2)));
}

void TestFigureModel::whatFailedIsMarked()
{
    Report all = report();
    Transfer &some = transferOf(resultOf(all, Stack::SocketIoWebSocket), Work::Echo, 16);
    some.failure = "It was cut off.";
    Transfer &none = transferOf(resultOf(all, Stack::SocketIoPolling), Work::Echo, 16);
    none = {.work = Work::Echo, .size = 16, .failure = "It never came."};
    FigureModel model;
    model.setReport(all, 0);
    QCOMPARE(model.index(0, 1).data().toString(), u"0.30 ms (0.29–0.31 ms) *"_s);
    QVERIFY(model.index(0, 1).data(Qt::ToolTipRole).toString().endsWith(u"It was cut off."_s));
    QCOMPARE(model.index(0, 2).data().toString(), u"failed"_s);
    QVERIFY(model.index(0, 2).data(Qt::ToolTipRole).toString().endsWith(u"It never came."_s));
}

void TestFigureModel::placesAreFound()
{
    FigureModel model;
    model.setReport(report(), 0);
    ReportPlace place;
    place.way = {Stack::SocketIoPolling, false, false};
    place.work = Work::BinaryEcho;
    place.size = 65536;
    QCOMPARE(model.indexOf(place), model.index(3, 2));
    place.work = Work::Broadcast; // has no round trips
    QVERIFY(!model.indexOf(place).isValid());
    model.setFigure(Figure::PerSecond);
    QVERIFY(model.indexOf(place).isValid());
    place.target = 1;
    QVERIFY(!model.indexOf(place).isValid());
}

void TestFigureModel::theSameShapeKeepsTheSelection()
{
    FigureModel model;
    model.setReport(report(), 0);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setReport(report(), 0);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
}

QTEST_MAIN(TestFigureModel)
#include "tst_figuremodel.moc"
