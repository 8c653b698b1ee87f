// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/common/theme.h"
#include "widgets/details/costbar.h"

#include <QTest>

class TestCostBar : public QObject
{
    Q_OBJECT

private slots:
    void saysEveryLayer()
    {
        const Theme theme;
        CostBar bar(theme);
        auto message = Samples::eventMessage(1, "chat", "{\"a\":1}");
        message.savedBytes = 5;
        bar.setMessage(message);
        const QString words = bar.description();
        QVERIFY(words.contains(QStringLiteral("payload %1").arg(message.payloadBytes)));
        QVERIFY(words.contains(QStringLiteral("Socket.IO 1")));
        QVERIFY(words.contains(QStringLiteral("Engine.IO 1")));
        QVERIFY(words.contains(QStringLiteral("frames 6")));
        QVERIFY(words.contains(QStringLiteral("saved by compression -5")));
        QVERIFY(words.endsWith(QStringLiteral("wire %1").arg(message.wireBytes())));
        bar.show();
        bar.resize(1000, 20);
        const int flat = bar.height();
        bar.resize(120, 20);
        QVERIFY(bar.height() > flat);
        QVERIFY(!bar.grab().isNull());
    }

    void standsNothing()
    {
        const Theme theme;
        CostBar bar(theme);
        bar.setMessage({});
        QCOMPARE(bar.description(), QStringLiteral("wire 0"));
        QVERIFY(!bar.grab().isNull());
    }
};

QTEST_MAIN(TestCostBar)
#include "tst_costbar.moc"
