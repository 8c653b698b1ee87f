// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/latencyrank.h"
#include "tests/protocol/query/randomcapture.h"

#include <QTest>

using namespace Capture;
using Query::LatencyRank;
using Query::latencyRank;

/// Against a plain count over all messages of a capture.
class TestLatencyRank : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_capture.isGood);
        m_capture.reader->forEachMessage(0, 0, [this](MessageRow &&row) {
            m_rows.push_back(std::move(row));
            return true;
        });
    }

    void ranksEachAnswer()
    {
        const std::atomic_bool goesOn = false;
        qsizetype ranked = 0;
        qsizetype slower = 0;
        for (const Id after : {Id(0), Id(200)}) {
            for (const MessageRow &row : m_rows) {
                const auto rank = latencyRank(*m_capture.reader, row.record.id, after, goesOn);
                QCOMPARE(rank.has_value(), row.answerLatencyUs >= 0);
                if (rank) {
                    QCOMPARE(*rank, plainRank(row, after));
                    ++ranked;
                    slower += rank->faster > 0 ? 1 : 0;
                }
            }
        }
        QVERIFY(ranked > 20);
        QVERIFY(slower > 5);
    }

    void stops()
    {
        const std::atomic_bool isOver = true;
        for (const MessageRow &row : m_rows)
            QVERIFY(!latencyRank(*m_capture.reader, row.record.id, 0, isOver));
    }

private:
    LatencyRank plainRank(const MessageRow &asked, Id after) const
    {
        LatencyRank rank;
        for (const MessageRow &row : m_rows) {
            const bool isOfItsKind = row.record.id > after && row.record.id != asked.record.id
                && row.answerLatencyUs >= 0 && row.record.event == asked.record.event
                && row.record.nsp == asked.record.nsp
                && row.record.direction == asked.record.direction;
            rank.others += isOfItsKind ? 1 : 0;
            rank.faster += isOfItsKind && row.answerLatencyUs < asked.answerLatencyUs ? 1 : 0;
        }
        return rank;
    }

    RandomCapture m_capture;
    std::vector<MessageRow> m_rows;
};

QTEST_GUILESS_MAIN(TestLatencyRank)
#include "tst_latencyrank.moc"
