// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/idlist.h"
#include "widgets/traffic/rowpages.h"

#include <QTest>

using Capture::Id;

class TestIdList : public QObject
{
    Q_OBJECT

private slots:
    void runsAndHoles()
    {
        IdList ids;
        QVERIFY(ids.isEmpty());
        QCOMPARE(ids.rowOf(1), -1);
        QCOMPARE(ids.append(std::vector<Id> {5, 6, 7}), 3);
        QCOMPARE(ids.append(std::vector<Id> {8, 9}), 2);
        check(ids, {5, 6, 7, 8, 9});
        QCOMPARE(ids.append(std::vector<Id> {11, 14}), 2);
        check(ids, {5, 6, 7, 8, 9, 11, 14});
        QCOMPARE(ids.rowOf(10), -1);
        QCOMPARE(ids.lowerBound(10), 5);
        QCOMPARE(ids.lowerBound(99), 7);
        ids.clear();
        QVERIFY(ids.isEmpty());
        ids.assignRun(3, 2);
        QVERIFY(ids.isEmpty());
        ids.assignRun(3, 6);
        check(ids, {3, 4, 5, 6});
        QCOMPARE(ids.rowOf(2), -1);
        QCOMPARE(ids.rowOf(7), -1);
        QCOMPARE(ids.lowerBound(1), 0);
        ids.assign({2, 4});
        check(ids, {2, 4});
    }

    void whatIsThereIsNotAddedAgain()
    {
        IdList ids;
        ids.assign({1, 2, 5});
        QCOMPARE(ids.fresh(std::vector<Id> {4, 5, 6}), 1);
        QCOMPARE(ids.append(std::vector<Id> {4, 5, 6}), 1);
        QCOMPARE(ids.append(std::vector<Id> {1}), 0);
        QCOMPARE(ids.append(std::vector<Id> {}), 0);
        check(ids, {1, 2, 5, 6});
    }

    void takesInAndAwayAnywhere()
    {
        IdList ids;
        QCOMPARE(ids.insert(5), 0);
        QCOMPARE(ids.insert(6), 1);
        QCOMPARE(ids.insert(9), 2);
        QCOMPARE(ids.insert(2), 0);
        QCOMPARE(ids.insert(7), 3);
        QCOMPARE(ids.insert(7), 3);
        check(ids, {2, 5, 6, 7, 9});
        ids.remove(1, 2);
        check(ids, {2, 7, 9});
        ids.remove(0, 3);
        QVERIFY(ids.isEmpty());
        ids.assignRun(3, 6);
        QCOMPARE(ids.insert(1), 0);
        ids.remove(2, 1);
        check(ids, {1, 3, 5, 6});
    }

    void pagesAreReadOnceAndBounded()
    {
        IdList ids;
        ids.assignRun(1, 100'000);
        int reads = 0;
        RowPages<Id> pages(
            [&reads](std::span<const Id> wanted) {
                ++reads;
                std::vector<Id> rows(wanted.begin(), wanted.end());
                std::erase_if(rows, [](Id id) { return id % 10 == 0; });
                return rows;
            },
            [](const Id &id) { return id; });
        for (int row = 0; row < 64; ++row) {
            const Id *at = pages.at(row, ids);
            const Id id = row + 1;
            QCOMPARE(at == nullptr, id % 10 == 0);
            QVERIFY(at == nullptr || *at == id);
        }
        QCOMPARE(reads, 1);
        pages.forget(3);
        pages.at(3, ids);
        QCOMPARE(reads, 2);
        for (int row = 0; row < 100'000; row += 64)
            pages.at(row, ids);
        QVERIFY(pages.pageCount() <= RowPages<Id>::MaxPages);
    }

    void aPageThatGrewIsCompleted()
    {
        IdList ids;
        ids.assignRun(1, 3);
        std::vector<Id> asked;
        RowPages<Id> pages(
            [&asked](std::span<const Id> wanted) {
                asked.insert(asked.end(), wanted.begin(), wanted.end());
                return std::vector<Id>(wanted.begin(), wanted.end());
            },
            [](const Id &id) { return id; });
        QCOMPARE(*pages.at(2, ids), 3);
        ids.append(std::vector<Id> {4, 7});
        QCOMPARE(*pages.at(4, ids), 7);
        QCOMPARE(*pages.at(0, ids), 1);
        QCOMPARE(asked, std::vector<Id>({1, 2, 3, 4, 7}));
    }

private:
    static void check(const IdList &ids, const std::vector<Id> &expected)
    {
        QCOMPARE(ids.size(), static_cast<int>(expected.size()));
        QCOMPARE(ids.last(), expected.back());
        for (int row = 0; row < ids.size(); ++row) {
            QCOMPARE(ids.at(row), expected[static_cast<std::size_t>(row)]);
            QCOMPARE(ids.rowOf(ids.at(row)), row);
        }
    }
};

QTEST_GUILESS_MAIN(TestIdList)
#include "tst_idlist.moc"
