// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/environments.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestEnvironments : public QObject
{
    Q_OBJECT

private slots:
    void comesBack()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("environments.json"));
        Environments environments;
        QCOMPARE(environments.load(path), QString());
        environments.setAll(
            {{QStringLiteral("local"), {{QStringLiteral("host"), QStringLiteral("a\"\n")}}},
             {QStringLiteral("staging"), {{QStringLiteral("host"), QStringLiteral("b")}}}});
        environments.setCurrent(QStringLiteral("staging"));
        QCOMPARE(environments.values().value(QStringLiteral("host")), QStringLiteral("b"));
        QCOMPARE(environments.save(), QString());
        Environments again;
        QCOMPARE(again.load(path), QString());
        QCOMPARE(again.all(), environments.all());
        QCOMPARE(again.current(), QStringLiteral("staging"));
        again.setCurrent(QStringLiteral("gone"));
        QVERIFY(again.values().isEmpty());
    }

    void saysWhatIsWrong()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("e.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"sockscope":"messages"})");
        file.close();
        Environments environments;
        QVERIFY(environments.load(path).contains(QStringLiteral("another kind")));
        QVERIFY(environments.all().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestEnvironments)
#include "tst_environments.moc"
