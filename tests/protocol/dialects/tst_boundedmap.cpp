// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/boundedmap.h"

#include <QTest>

using Map = Dialects::BoundedMap<int>;

class BoundedMapTest : public QObject
{
    Q_OBJECT
private slots:
    void takesOnce();
    void theNewerValueCounts();
    void staysBounded();
    void keepsWhatIsNew();
};

void BoundedMapTest::takesOnce()
{
    Map map;
    map.insert("a", 1);
    QVERIFY(map.contains("a"));
    QCOMPARE(map.take("a"), 1);
    QVERIFY(!map.contains("a"));
    QCOMPARE(map.take("a"), 0);
}

void BoundedMapTest::theNewerValueCounts()
{
    Map map;
    map.insert("a", 1);
    map.insert("a", 2);
    QCOMPARE(map.size(), qsizetype(1));
    QCOMPARE(map.value("a"), 2);
}

void BoundedMapTest::staysBounded()
{
    Map map;
    for (int i = 0; i < 100'000; ++i) {
        map.insert(QByteArray::number(i), i);
        QVERIFY(map.size() <= Map::MaxEntries);
    }
}

/// Entries that nobody ever takes do not push out those that are about to be taken.
void BoundedMapTest::keepsWhatIsNew()
{
    Map map;
    for (int i = 0; i < Map::MaxEntries; ++i)
        map.insert("never answered " + QByteArray::number(i), i);
    for (int i = 1; i < 20'000; ++i) {
        map.insert("asked " + QByteArray::number(i), i);
        map.insert("not answered " + QByteArray::number(i), i);
        QCOMPARE(map.take("asked " + QByteArray::number(i)), i);
    }
}

QTEST_APPLESS_MAIN(BoundedMapTest)

#include "tst_boundedmap.moc"
