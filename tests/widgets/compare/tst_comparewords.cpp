// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/comparereport.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/comparing.h"
#include "widgets/compare/figure.h"
#include "widgets/compare/reportlook.h"
#include "widgets/compare/spreads.h"

#include <QLocale>
#include <QSet>
#include <QTest>

using namespace Compare;
using namespace Qt::StringLiterals;
using InventedReport::spread;

/// How ways, sizes and figures are put into words.
class TestCompareWords : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void everyWayHasATitleOfItsOwn();
    void sizesAreSaidExactly();
    void numbersKeepWhatTellsThemApart();
    void spreadsSayTheirUnitOnce();
    void spreadsThatTouchAreAlike();
    void sumsAreAsUncertainAsTheyCanBe();
    void figuresAreCompared();
    void listsAreJoined();
    void reportsAreLookedUp();
};

void TestCompareWords::everyWayHasATitleOfItsOwn()
{
    QSet<QString> titles;
    for (const Way &way : allWays()) {
        titles += wayTitle(way);
        QVERIFY(wayTitle(way).at(0).isUpper());
        QCOMPARE(wayTitle(way).mid(1), wayWords(way).mid(1));
    }
    QCOMPARE(std::size_t(titles.size()), allWays().size());
    QCOMPARE(wayTitle({}), u"Plain WebSocket"_s);
    QCOMPARE(wayWords({Stack::SocketIoPolling, false, true}), u"Socket.IO over polling, msgpack"_s);
}

void TestCompareWords::sizesAreSaidExactly()
{
    QCOMPARE(sizeText(16), u"16 B"_s);
    QCOMPARE(sizeText(1000), u"1,000 B"_s);
    QCOMPARE(sizeText(4096), u"4 KB"_s);
    QCOMPARE(sizeText(4097), u"4,097 B"_s);
    QCOMPARE(sizeText(65536), u"64 KB"_s);
    QCOMPARE(sizeText(1'000'000), u"1 MB"_s);
    QCOMPARE(sizeText(1 << 20), u"1 MiB"_s);
}

void TestCompareWords::numbersKeepWhatTellsThemApart()
{
    QCOMPARE(numberText(0), u"0"_s);
    QCOMPARE(numberText(3), u"3"_s);
    QCOMPARE(numberText(46.02), u"46"_s);
    QCOMPARE(numberText(0.312), u"0.31"_s);
    QCOMPARE(numberText(12.44), u"12.4"_s);
    QCOMPARE(numberText(12'399.6), u"12,400"_s);
    QCOMPARE(timeText(14), QStringLiteral("14 µs"));
    QCOMPARE(timeText(312), u"0.31 ms"_s);
    QCOMPARE(timeText(1'250'000), u"1.25 s"_s);
    QCOMPARE(millisecondsText(500.0), u"500 ms"_s);
    QCOMPARE(bytesText(1.0), u"1 byte"_s);
    QCOMPARE(bytesText(1'000'014.0), u"1,000,014 bytes"_s);
    QCOMPARE(percentText(9, 22), u"41 %"_s);
    QCOMPARE(percentText(1, 131'080), u"under 0.01 %"_s);
    QCOMPARE(ratioText(2.68), u"2.7"_s);
    QCOMPARE(ratioText(42.2), u"42"_s);
    QCOMPARE(percentText(32, 131'080), u"0.02 %"_s);
}

void TestCompareWords::spreadsSayTheirUnitOnce()
{
    QCOMPARE(figureText(Figure::P50, Spread {}), QStringLiteral("–"));
    QCOMPARE(figureText(Figure::P50, spread(310, 20)), QStringLiteral("0.31 ms (0.29–0.33 ms)"));
    QCOMPARE(figureText(Figure::P50, spread(100, 20)), QStringLiteral("0.10 ms (80 µs–0.12 ms)"));
    QCOMPARE(figureText(Figure::PerSecond, spread(1200, 50)),
             QStringLiteral("1,200/s (1,150–1,250/s)"));
    QCOMPARE(figureText(Figure::Bytes, spread(85)), u"85 B"_s);
    for (const Figure figure : allFigures()) {
        QVERIFY(!figureTitle(figure).isEmpty());
        QVERIFY(figureHint(figure).endsWith(u'.'));
    }
}

void TestCompareWords::spreadsThatTouchAreAlike()
{
    QCOMPARE(relationOf({}, spread(1)), Relation::Unknown);
    QCOMPARE(relationOf(spread(10, 2), spread(13, 2)), Relation::Alike);
    QCOMPARE(relationOf(spread(10, 2), spread(14, 2)), Relation::Alike);
    QCOMPARE(relationOf(spread(10, 2), spread(15, 2)), Relation::Less);
    QCOMPARE(relationOf(spread(15, 2), spread(10, 2)), Relation::Greater);
}

void TestCompareWords::sumsAreAsUncertainAsTheyCanBe()
{
    QCOMPARE(sumOf(spread(10, 1), spread(5, 2)), spread(15, 3));
    QVERIFY(!sumOf(spread(10), {}).isKnown());
}

void TestCompareWords::figuresAreCompared()
{
    QCOMPARE(comparedText(spread(31), spread(22), comparingBytes()),
             u"31 bytes, 9 bytes (41 %) more"_s);
    QCOMPARE(comparedText(spread(22), spread(22), comparingBytes()), u"22 bytes, the same"_s);
    QCOMPARE(comparedText(spread(22), {}, comparingBytes()), u"22 bytes"_s);
    QCOMPARE(comparedText(spread(2000), spread(400), comparingTimes()), u"2 ms, 5 times as much"_s);
    QCOMPARE(comparedText(spread(300), spread(400), comparingTimes()), u"0.30 ms, 25 % less"_s);
    QCOMPARE(comparedText(spread(300, 100), spread(400, 10), comparingTimes()),
             QStringLiteral("0.30 ms (0.20–0.40 ms), no difference was seen"));
    QCOMPARE(comparedText(spread(900), spread(1000), comparingRates()), u"900/s, 10 % fewer"_s);
    QCOMPARE(comparedText(spread(3), spread(0), comparingMilliseconds()), u"3 ms, 3 ms more"_s);
}

void TestCompareWords::listsAreJoined()
{
    QCOMPARE(listText({}), u""_s);
    QCOMPARE(listText({u"a"_s}), u"a"_s);
    QCOMPARE(listText({u"a"_s, u"b"_s, u"c"_s}), u"a, b and c"_s);
    QCOMPARE(sentence(QStringLiteral("So")), u"So."_s);
    QCOMPARE(sentence(QByteArray("So.")), u"So."_s);
}

void TestCompareWords::reportsAreLookedUp()
{
    Plan plan = InventedReport::plan();
    plan.ways = allWays();
    Report report = InventedReport::report(plan);
    QCOMPARE(resultsOf(report, 0).size(), std::size_t(8));
    QCOMPARE(resultsOf(report, 1).size(), std::size_t(0));
    const auto stacks = stacksOf(report, 0);
    QCOMPARE(stacks.size(), std::size_t(4));
    for (const WayResult *stack : stacks)
        QVERIFY(!stack->way.deflate && !stack->way.msgpack);
    QCOMPARE(sizesOf(report, 0, Work::Echo), (QList<qint64> {16, 65536}));
    const ReportPlace place {.way = {}, .work = Work::Echo, .size = 16, .figure = Figure::Bytes};
    QCOMPARE(figureAt(report, place), spread(16 + 6 + 16 + 2));
    InventedReport::transferOf(report.results.front(), Work::Echo, 16) = {};
    QVERIFY(!figureAt(report, place).isKnown());
}

QTEST_APPLESS_MAIN(TestCompareWords)
#include "tst_comparewords.moc"
