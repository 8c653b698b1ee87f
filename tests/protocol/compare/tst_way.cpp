// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/way.h"

#include <QTest>

#include <set>

class TestWay : public QObject
{
    Q_OBJECT

private slots:
    void everyWayHasAName();
    void onlyWhatThereIsHasAName();
};

void TestWay::everyWayHasAName()
{
    std::set<QByteArray> names;
    for (const Compare::Way &way : Compare::allWays()) {
        const QByteArray name = Compare::wayName(way);
        QVERIFY2(names.insert(name).second, name.constData());
        QCOMPARE(Compare::wayFromName(name), std::optional(way));
        QVERIFY(!way.deflate || way.usesWebSocket());
        QVERIFY(!way.msgpack || way.isSocketIo());
    }
    QVERIFY(names.contains("websocket"));
    QVERIFY(names.contains("websocket+deflate"));
    QVERIFY(names.contains("socketio-websocket"));
    QVERIFY(names.contains("socketio-upgrade"));
    QVERIFY(names.contains("socketio-polling+msgpack"));
}

void TestWay::onlyWhatThereIsHasAName()
{
    QVERIFY(!Compare::wayFromName(""));
    QVERIFY(!Compare::wayFromName("websocket+msgpack"));
    QVERIFY(!Compare::wayFromName("socketio-polling+deflate"));
    QVERIFY(!Compare::wayFromName("WebSocket"));
}

QTEST_APPLESS_MAIN(TestWay)
#include "tst_way.moc"
