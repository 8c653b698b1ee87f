// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/presets.h"
#include "widgets/rules/rulesstore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestRulesStore : public QObject
{
    Q_OBJECT

private slots:
    void comesBack();
    void beginsEmpty();
    void overwritesNothingThatItCannotRead_data();
    void overwritesNothingThatItCannotRead();
};

void TestRulesStore::comesBack()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("new/rules.json"));
    RulesStore::Kept kept {{9'007'199'254'740'991U, {}}, true};
    for (const Rules::Preset &preset : Rules::presets())
        kept.list.rules.insert(kept.list.rules.end(), preset.rules.begin(), preset.rules.end());
    kept.list.rules.front().percent = 100.0 / 3;
    RulesStore store;
    QCOMPARE(store.load(path), QString());
    QCOMPARE(store.save(kept), QString());
    RulesStore again;
    QCOMPARE(again.load(path), QString());
    QCOMPARE(again.kept(), kept);
}

void TestRulesStore::beginsEmpty()
{
    RulesStore store;
    QCOMPARE(store.save({}), QString()); // without a file
    const QTemporaryDir folder;
    QCOMPARE(store.load(folder.filePath(QStringLiteral("none"))), QString());
    QCOMPARE(store.kept(), RulesStore::Kept());
}

void TestRulesStore::overwritesNothingThatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("no JSON") << QByteArray("{") << QStringLiteral("is no JSON");
    QTest::newRow("another file") << QByteArray(R"({"sockscope":"profiles","version":1})")
                                  << QStringLiteral("is another kind of file");
    QTest::newRow("a wrong rule") << QByteArray(
        R"({"sockscope":"rules","version":1,"list":{"sockscope-rules":1,)"
        R"("rules":[{"name":"a","do":"what"}]}})")
                                  << QStringLiteral("Rule 1 (a)");
    QTest::newRow("no list") << QByteArray(R"({"sockscope":"rules","version":1,"list":7})")
                             << QStringLiteral("This is no list of rules");
}

void TestRulesStore::overwritesNothingThatItCannotRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("rules.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    RulesStore store;
    const QString error = store.load(file.fileName());
    QVERIFY2(error.contains(words), qPrintable(error));
    QVERIFY(!store.save({{1, {{.name = "a"}}}, false}).isEmpty());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), text);
}

QTEST_GUILESS_MAIN(TestRulesStore)
#include "tst_rulesstore.moc"
