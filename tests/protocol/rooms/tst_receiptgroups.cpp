// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/receiptgroups.h"
#include "tests/support/records.h"

#include <QTest>

using namespace Capture;
using Rooms::Receipt;
using Rooms::ReceiptGroups;
using Samples::at;

namespace {

struct Heard
{
    Id session = 0;
    qint64 time = 0; // microseconds
    qint64 asked = -1; // of those who poll
};

using Sessions = std::vector<std::vector<Id>>;

Sessions sessionsOf(const std::vector<std::vector<Receipt>> &groups)
{
    Sessions sessions;
    for (const std::vector<Receipt> &group : groups) {
        sessions.emplace_back();
        for (const Receipt &receipt : group)
            sessions.back().push_back(receipt.session);
    }
    return sessions;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<Heard>)
Q_DECLARE_METATYPE(Sessions)

class TestReceiptGroups : public QObject
{
    Q_OBJECT

private slots:
    void groups_data()
    {
        QTest::addColumn<std::vector<Heard>>("heard");
        QTest::addColumn<Sessions>("groups");
        using List = std::vector<Heard>;
        QTest::newRow("at once") << List {{1, 0}, {2, 300}, {3, 900}} << Sessions {{1, 2, 3}};
        QTest::newRow("alone") << List {{1, 0}} << Sessions {{1}};
        QTest::newRow("a chain") << List {{1, 0}, {2, 5'000}, {3, 10'000}} << Sessions {{1, 2, 3}};
        QTest::newRow("too far") << List {{1, 0}, {2, 5'001}} << Sessions {{1}, {2}};
        QTest::newRow("as long as may be")
            << List {{1, 0},      {2, 5'000},   {3, 10'000},  {4, 15'000},
                     {5, 20'000}, {6, 25'000},  {7, 30'000},  {8, 35'000},
                     {9, 40'000}, {10, 45'000}, {11, 50'000}, {12, 54'000}}
            << Sessions {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {12}};
        QTest::newRow("twice in a row")
            << List {{1, 0}, {2, 100}, {1, 200}, {2, 300}} << Sessions {{1, 2}, {1, 2}};
        QTest::newRow("mixed up") << List {{1, 0}, {2, 100}, {1, 200}, {3, 300}, {2, 400}, {3, 500}}
                                  << Sessions {{1, 2, 3}, {1, 2, 3}};
        QTest::newRow("numbers against time")
            << List {{1, 4'000}, {2, 0}, {3, 8'000}} << Sessions {{1, 2, 3}};
        QTest::newRow("polling, waiting")
            << List {{1, 0}, {2, 800, -20'000'000}} << Sessions {{1, 2}};
        QTest::newRow("polling, between two requests")
            << List {{1, 0}, {2, 100}, {3, 240'000, 230'000}} << Sessions {{1, 2, 3}};
        QTest::newRow("polling, it waited and got nothing")
            << List {{1, 0}, {2, 100}, {3, 240'000, -10'000}} << Sessions {{1, 2}, {3}};
        QTest::newRow("polling, much too late")
            << List {{1, 0}, {2, 1'000'001, 1'000'000}} << Sessions {{1}, {2}};
        QTest::newRow("polling, two late ones in their order")
            << List {{1, 0}, {1, 100'000}, {2, 200'000, 150'000}, {2, 200'000, 150'000}}
            << Sessions {{1, 2}, {1, 2}};
        QTest::newRow("late ones make a group no longer")
            << List {{1, 0}, {2, 40'000, 30'000}, {3, 46'000}} << Sessions {{1, 2}, {3}};
        QTest::newRow("polling, it waited longer than an answer takes")
            << List {{1, 0}, {2, 300'000, 10'000}} << Sessions {{1}, {2}};
        QTest::newRow("polling, those near by come later")
            << List {{1, 0}, {2, 80'000, 10'000}, {3, 81'000}} << Sessions {{1}, {2, 3}};
    }

    void groups()
    {
        QFETCH(std::vector<Heard>, heard);
        ReceiptGroups groups;
        Id message = 0;
        for (const Heard &one : heard) {
            groups.add({.message = ++message,
                        .session = one.session,
                        .time = at(one.time),
                        .asked = one.asked == -1 ? std::nullopt : std::optional(at(one.asked))});
        }
        QTEST(sessionsOf(groups.takeAll()), "groups");
        QVERIFY(groups.isEmpty());
    }

    void handsOutWhatIsDone()
    {
        ReceiptGroups groups;
        groups.add({.message = 1, .session = 1, .time = at(0), .asked = {}});
        groups.add({.message = 2, .session = 2, .time = at(500'000), .asked = {}});
        QVERIFY(groups.takeDone(at(900'000)).empty());
        QCOMPARE(sessionsOf(groups.takeDone(at(1'200'000))), (Sessions {{1}}));
        QVERIFY(!groups.isEmpty());
        QCOMPARE(sessionsOf(groups.takeDone(at(9'000'000))), (Sessions {{2}}));
        QVERIFY(groups.isEmpty());
    }

    /// The same again and again to one session: no group waits for ever, and none is lost.
    void bearsRepetition()
    {
        ReceiptGroups groups;
        for (Id i = 0; i < 100'000; ++i)
            groups.add({.message = i + 1, .session = 1, .time = at(i), .asked = {}});
        const auto done = groups.takeDone(at(100'000));
        QVERIFY(done.size() > 99'000);
        QCOMPARE(done.size() + groups.takeAll().size(), std::size_t(100'000));
    }

    void holdsManySessions()
    {
        ReceiptGroups groups;
        for (Id i = 0; i < 2'000; ++i)
            groups.add({.message = i + 1, .session = i % 1'000, .time = at(i), .asked = {}});
        const auto all = groups.takeAll();
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].size(), std::size_t(1'000));
        QCOMPARE(all[1].size(), std::size_t(1'000));
    }
};

QTEST_GUILESS_MAIN(TestReceiptGroups)
#include "tst_receiptgroups.moc"
