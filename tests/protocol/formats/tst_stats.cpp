// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/stats.h"

#include <QTest>

/// What `sockscope stats` prints.
class TestStats : public QObject
{
    Q_OBJECT

private slots:
    void writesJson();
    void writesATable();
};

namespace {

Capture::Totals totals()
{
    Capture::Totals totals;
    totals.connections = 1;
    totals.sessions = 2;
    totals.exchanges = 3;
    totals.frames = 4;
    totals.messages = 1'234'567;
    totals.payload = {10, 20};
    totals.socketIo = {1, 2};
    totals.engineIo = {3, 4};
    totals.webSocket = {5, 6};
    totals.saved = {7, 0};
    totals.wire = {100, 200};
    totals.gaps = 1;
    totals.gapMessages = 8;
    totals.gapBytes = 9;
    return totals;
}

} // namespace

void TestStats::writesJson()
{
    QCOMPARE(Formats::statsJson(totals()),
             QByteArray("{\"connections\":1,\"sessions\":2,\"exchanges\":3,\"frames\":4,"
                        "\"messages\":1234567,\"gaps\":{\"count\":1,\"messages\":8,"
                        "\"bytes\":9},\"payloadBytes\":{\"sent\":10,\"received\":20},"
                        "\"wireBytes\":{\"sent\":100,\"received\":200},\"layers\":{"
                        "\"payload\":30,\"socketio\":3,\"engineio\":7,\"websocket\":11,"
                        "\"http\":256,\"saved\":7}}\n"));
}

void TestStats::writesATable()
{
    const QByteArray table = Formats::statsTable(totals());
    QVERIFY(table.contains("messages               1 234 567\n"));
    QVERIFY(table.contains("  bytes                        9\n"));
    QVERIFY(table.contains("HTTP                          88               168\n"));
    QVERIFY(!Formats::statsTable({}).contains("gaps"));
}

QTEST_APPLESS_MAIN(TestStats)
#include "tst_stats.moc"
