// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/timeline/spanlane.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace std::chrono_literals;
using Capture::Id;
using Samples::at;

namespace {

TimelineSpan span(Id id, qint64 from, qint64 to, quint32 flags = 0)
{
    return {.start = at(from), .end = at(to), .id = id, .flags = flags};
}

} // namespace

class TestSpanLane : public QObject
{
    Q_OBJECT

private slots:
    /// Every pixel that a span covers is covered by the pieces, and no other one.
    void coversWhatSpansCover()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 30; ++round) {
            SpanLane lane;
            std::vector<TimelineSpan> all;
            for (Id id = 1; id <= 500; ++id) {
                const qint64 from = random.bounded(1'000'000);
                all.push_back(span(id, from, from + random.bounded(3000)));
                lane.add(all.back());
                if (random.bounded(40) == 0)
                    lane.settle();
            }
            lane.settle();
            const TimelineScale scale(at(random.bounded(800'000)),
                                      std::chrono::microseconds(1000 + random.bounded(200'000)),
                                      300);
            std::vector<SpanLane::Piece> pieces;
            lane.pieces(scale, &pieces);
            std::vector<bool> wanted(300);
            std::vector<bool> drawn(300);
            const auto cover = [](std::vector<bool> &columns, double left, double right) {
                for (int column = 0; column < 300; ++column) {
                    if (column + 1 > left && column <= right)
                        columns[std::size_t(column)] = true;
                }
            };
            for (const TimelineSpan &one : all)
                cover(wanted, scale.xOf(one.start), scale.xOf(one.end));
            for (const SpanLane::Piece &piece : pieces)
                cover(drawn, piece.left, piece.right);
            QCOMPARE(drawn, wanted);
        }
    }

    void joinsWhatBeginsInOneColumn()
    {
        SpanLane lane;
        for (Id id = 1; id <= 1000; ++id)
            lane.add(span(id, 100, 200 + id, id == 500 ? TimelineSpan::Problem : 0U));
        lane.add(span(2000, 900'000, 900'100));
        lane.settle();
        const TimelineScale scale(at(0), 1s, 100);
        std::vector<SpanLane::Piece> pieces;
        lane.pieces(scale, &pieces);
        QCOMPARE(pieces.size(), std::size_t(2));
        QCOMPARE(pieces[0].count, 1000);
        QCOMPARE(pieces[0].flags, quint32(TimelineSpan::Problem));
        QCOMPARE(pieces[0].right, scale.xOf(at(1200)));
        QCOMPARE(pieces[1].count, 1);
        QCOMPARE(pieces[1].flags, 0U);
    }

    void whatIsNotOverReachesToTheEnd()
    {
        SpanLane lane;
        lane.add(
            {.start = at(0), .end = TimelineSpan::Never, .id = 1, .flags = TimelineSpan::Open});
        for (Id id = 2; id < 300; ++id)
            lane.add(span(id, id * 10, id * 10 + 5));
        lane.settle();
        const TimelineScale scale(at(1'000'000), 1s, 100);
        std::vector<SpanLane::Piece> pieces;
        lane.pieces(scale, &pieces);
        QCOMPARE(pieces.size(), std::size_t(1));
        QCOMPARE(pieces[0].column, -1);
        QVERIFY(pieces[0].right > 100);
        QCOMPARE(lane.at(at(5'000'000))->id, 1);
        QVERIFY(lane.replace(span(1, 0, 50)));
        lane.pieces(scale, &pieces);
        QVERIFY(pieces.empty());
        QVERIFY(lane.at(at(5'000'000)) == nullptr);
    }

    void canBeTakenOut()
    {
        SpanLane lane;
        for (Id id = 1; id <= 200; ++id)
            lane.add(span(id, id, 1000));
        lane.settle();
        QVERIFY(!lane.replace(span(500, 1, 2)));
        lane.remove(at(100), 100);
        lane.remove(at(100), 100);
        QCOMPARE(lane.spans().size(), std::size_t(199));
        QVERIFY(!lane.replace(span(100, 100, 2)));
        QCOMPARE(lane.at(at(100))->id, 99);
    }
};

QTEST_GUILESS_MAIN(TestSpanLane)
#include "tst_spanlane.moc"
