// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/ruleentries.h"

#include <QTest>

using namespace Rules;

class TestRuleEntries : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatCouldBeUsed();
    void findsFreeNames();
    void movesUsesAlong();
    void boundsTheirNumber();
};

void TestRuleEntries::keepsWhatCouldBeUsed()
{
    RuleEntries entries;
    entries.set({5, {{.name = "a"}, {.name = "b", .isOn = false}}});
    QCOMPARE(entries.inForce(false), (RuleList {5, {{.name = "a"}, {.name = "b", .isOn = false}}}));
    QCOMPARE(entries.onCount(), std::size_t(1));

    Rule wrong {.name = "a", .filter = "dir:"};
    entries.replace(0, wrong, faultOf(wrong));
    QCOMPARE(entries.at(0).rule, wrong);
    QVERIFY(!entries.at(0).fault.isEmpty());
    QCOMPARE(entries.inForce(false).rules.at(0), Rule {.name = "a"});
    entries.setOn(0, false);
    QVERIFY(!entries.inForce(false).rules.at(0).isOn);
    QVERIFY(!entries.at(0).rule.isOn);
    entries.setOn(0, true);

    wrong.filter = "dir:sent";
    entries.replace(0, wrong, faultOf(wrong));
    QCOMPARE(entries.inForce(false).rules.at(0), wrong);
    QVERIFY(entries.at(0).fault.isEmpty());

    // All off: the places stay.
    for (const Rule &rule : entries.inForce(true).rules)
        QVERIFY(!rule.isOn);
    QVERIFY(entries.at(0).rule.isOn);

    // One that could never be used holds its place, and is not kept.
    QVERIFY(entries.add({.name = "c", .action = Replace {}}));
    QCOMPARE(entries.inForce(false).rules.size(), std::size_t(3));
    QVERIFY(!entries.inForce(false).rules.at(2).isOn);
    QVERIFY(!faultOf(entries.inForce(false)));
    QCOMPARE(entries.usable().rules.size(), std::size_t(2));
}

void TestRuleEntries::findsFreeNames()
{
    RuleEntries entries;
    entries.add({.name = "drop"});
    entries.add({.name = "drop"});
    entries.add({.name = "drop"});
    QVERIFY(entries.duplicate(0));
    QByteArrayList names;
    for (std::size_t i = 0; i < entries.size(); ++i)
        names.append(entries.inForce(false).rules.at(i).name);
    QCOMPARE(names, QByteArrayList({"drop", "drop 4", "drop 2", "drop 3"}));
}

void TestRuleEntries::movesUsesAlong()
{
    RuleEntries entries;
    entries.set({1, {{.name = "a"}, {.name = "b"}, {.name = "c"}}});
    entries.setUses({1, 2});
    QCOMPARE(entries.at(2).uses, quint64(0));
    entries.swap(0, 1);
    QCOMPARE(entries.at(0).uses, quint64(2));
    entries.duplicate(0);
    QCOMPARE(entries.at(1).uses, quint64(0));
    entries.remove(0);
    QCOMPARE(entries.at(1).rule.name, QByteArray("a"));
    QCOMPARE(entries.at(1).uses, quint64(1));
}

void TestRuleEntries::boundsTheirNumber()
{
    RuleList list;
    for (std::size_t i = 0; i < MostRules; ++i)
        list.rules.push_back({.name = QByteArray::number(qulonglong(i))});
    RuleEntries entries;
    entries.set(list);
    QVERIFY(!entries.add({.name = "more"}));
    QVERIFY(!entries.duplicate(0));
    QCOMPARE(entries.size(), MostRules);
}

QTEST_APPLESS_MAIN(TestRuleEntries)
#include "tst_ruleentries.moc"
