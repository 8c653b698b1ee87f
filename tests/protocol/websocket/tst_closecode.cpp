// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/closecode.h"

#include <QTest>

using namespace WebSocket;

class CloseCodeTest : public QObject
{
    Q_OBJECT
private slots:
    void namesCodes_data();
    void namesCodes();
};

void CloseCodeTest::namesCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("onWire");

    QTest::newRow("0") << 0 << QByteArray("Invalid") << false;
    QTest::newRow("999") << 999 << QByteArray("Invalid") << false;
    QTest::newRow("1000") << 1000 << QByteArray("Normal Closure") << true;
    QTest::newRow("1001") << 1001 << QByteArray("Going Away") << true;
    QTest::newRow("1004") << 1004 << QByteArray("Reserved") << false;
    QTest::newRow("1005") << 1005 << QByteArray("No Status Received") << false;
    QTest::newRow("1006") << 1006 << QByteArray("Abnormal Closure") << false;
    QTest::newRow("1009") << 1009 << QByteArray("Message Too Big") << true;
    QTest::newRow("1014") << 1014 << QByteArray("Bad Gateway") << true;
    QTest::newRow("1015") << 1015 << QByteArray("TLS Handshake") << false;
    QTest::newRow("2999") << 2999 << QByteArray("Reserved") << false;
    QTest::newRow("3000") << 3000 << QByteArray("Unauthorized") << true;
    QTest::newRow("3999") << 3999 << QByteArray("Registered") << true;
    QTest::newRow("4000") << 4000 << QByteArray("Private Use") << true;
    QTest::newRow("4999") << 4999 << QByteArray("Private Use") << true;
    QTest::newRow("5000") << 5000 << QByteArray("Invalid") << false;
    QTest::newRow("65535") << 65535 << QByteArray("Invalid") << false;
}

void CloseCodeTest::namesCodes()
{
    QFETCH(int, code);
    QTEST(closeCodeName(static_cast<quint16>(code)).toByteArray(), "name");
    QTEST(isCloseCodeOnWire(static_cast<quint16>(code)), "onWire");
}

QTEST_GUILESS_MAIN(CloseCodeTest)
#include "tst_closecode.moc"
