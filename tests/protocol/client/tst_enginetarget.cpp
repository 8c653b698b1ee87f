// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/enginetarget.h"

#include <QTest>

using Client::EngineTarget;
using EngineIo::Revision;

class TestEngineTarget : public QObject
{
    Q_OBJECT

private slots:
    void asksForASession();
    void namesTheSession();
    void putsTheUsersQueryFirst();
};

void TestEngineTarget::asksForASession()
{
    const EngineTarget target {Revision::V4, "/socket.io/", {}, {}};
    QCOMPARE(target.polling("abc.0"), "/socket.io/?EIO=4&transport=polling&t=abc.0");
    QCOMPARE(target.webSocket(), "/socket.io/?EIO=4&transport=websocket");
}

void TestEngineTarget::namesTheSession()
{
    const EngineTarget target {Revision::V3, "/my/path", {}, "a+b_-"};
    QCOMPARE(target.polling("t"), "/my/path?EIO=3&transport=polling&t=t&sid=a%2Bb_-");
    QCOMPARE(target.webSocket(), "/my/path?EIO=3&transport=websocket&sid=a%2Bb_-");
}

void TestEngineTarget::putsTheUsersQueryFirst()
{
    const EngineTarget target {Revision::V4, "/socket.io/", "token=x%20y&z=%2B", {}};
    QCOMPARE(target.webSocket(), "/socket.io/?token=x%20y&z=%2B&EIO=4&transport=websocket");
}

QTEST_GUILESS_MAIN(TestEngineTarget)

#include "tst_enginetarget.moc"
