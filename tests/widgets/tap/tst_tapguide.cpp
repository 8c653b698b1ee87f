// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/tap/tapguide.h"

#include <QTest>

using TapGuide::Case;

class TestTapGuide : public QObject
{
    Q_OBJECT

private slots:
    void showsTheLineToChange()
    {
        const auto recipes = TapGuide::recipes(QStringLiteral("127.0.0.1:9000"),
                                               QStringLiteral("http://127.0.0.1:3000"), {});
        QCOMPARE(find(recipes, Case::SocketIo).before,
                 QStringLiteral("io(\"http://127.0.0.1:3000\")"));
        QCOMPARE(find(recipes, Case::SocketIo).after,
                 QStringLiteral("io(\"http://127.0.0.1:9000\")"));
        QCOMPARE(find(recipes, Case::WebSocket).before,
                 QStringLiteral("new WebSocket(\"ws://127.0.0.1:3000/…\")"));
        QCOMPARE(find(recipes, Case::WebSocket).after,
                 QStringLiteral("new WebSocket(\"ws://127.0.0.1:9000/…\")"));
        QCOMPARE(find(recipes, Case::Page).after, QStringLiteral("http://127.0.0.1:9000/"));
    }

    void staysPlainBeforeATlsTarget()
    {
        const auto recipes = TapGuide::recipes(QStringLiteral("127.0.0.1:9000"),
                                               QStringLiteral("wss://example.org"), {});
        QCOMPARE(find(recipes, Case::SocketIo).before,
                 QStringLiteral("io(\"https://example.org\")"));
        QCOMPARE(find(recipes, Case::SocketIo).after,
                 QStringLiteral("io(\"http://127.0.0.1:9000\")"));
        QVERIFY(find(recipes, Case::SocketIo).note.contains(QStringLiteral("TLS")));
    }

    void namesThisMachineForOthers()
    {
        const auto recipes = TapGuide::recipes(
            QStringLiteral("0.0.0.0:9000"), QStringLiteral("http://127.0.0.1:3000"),
            {QStringLiteral("192.168.1.5"), QStringLiteral("10.0.0.7")});
        QCOMPARE(find(recipes, Case::SocketIo).after,
                 QStringLiteral("io(\"http://127.0.0.1:9000\")"));
        QCOMPARE(find(recipes, Case::Mobile).after,
                 QStringLiteral("io(\"http://192.168.1.5:9000\")"));
        QVERIFY(find(recipes, Case::Mobile).note.contains(QStringLiteral("10.0.0.7")));
        const auto local
            = TapGuide::recipes(QStringLiteral("127.0.0.1:9000"), QStringLiteral("http://h"), {});
        QCOMPARE(find(local, Case::Mobile).after, QStringLiteral("adb reverse tcp:9000 tcp:9000"));
    }

    void knowsWhoCanReachIt_data()
    {
        QTest::addColumn<QString>("listen");
        QTest::addColumn<bool>("outside");
        QTest::addColumn<QString>("local");
        const auto row = [](const char *listen, bool outside, const char *local) {
            QTest::newRow(listen) << QString::fromLatin1(listen) << outside
                                  << QString::fromLatin1(local);
        };
        row("127.0.0.1:9000", false, "127.0.0.1:9000");
        row("[::1]:9000", false, "[::1]:9000");
        row("localhost:9000", false, "localhost:9000");
        row("9000", false, "127.0.0.1:9000");
        row(":9000", false, "127.0.0.1:9000");
        row("0.0.0.0:9000", true, "127.0.0.1:9000");
        row("[::]:9000", true, "[::1]:9000");
        row("192.168.1.5:9000", true, "192.168.1.5:9000");
    }

    void knowsWhoCanReachIt()
    {
        QFETCH(QString, listen);
        QFETCH(bool, outside);
        QFETCH(QString, local);
        QCOMPARE(TapGuide::isReachableFromOutside(listen), outside);
        QCOMPARE(TapGuide::localAuthority(listen), local);
    }

private:
    static TapGuide::Recipe find(const QList<TapGuide::Recipe> &recipes, Case kind)
    {
        for (const TapGuide::Recipe &recipe : recipes) {
            if (recipe.kind == kind)
                return recipe;
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(TestTapGuide)
#include "tst_tapguide.moc"
