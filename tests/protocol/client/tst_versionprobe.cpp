// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/versionprobe.h"

#include <QTest>

using Client::VersionProbe;
using EngineIo::Handshake;
using Verdict = VersionProbe::Verdict;

class TestVersionProbe : public QObject
{
    Q_OBJECT

private slots:
    void knowsNewServersAtOnce();
    void knowsOldServersByTheirUnaskedWord_data();
    void knowsOldServersByTheirUnaskedWord();
    void takesSilenceForRevision4();
};

void TestVersionProbe::knowsNewServersAtOnce()
{
    Handshake handshake;
    handshake.maxPayload = 1000000;
    QCOMPARE(VersionProbe().opened(handshake), Verdict::Revision4);
}

void TestVersionProbe::knowsOldServersByTheirUnaskedWord_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("isOld");
    QTest::newRow("CONNECT") << QByteArray("0") << true;
    QTest::newRow("CONNECT, msgpack") << QByteArray(R"({"type":0,"nsp":"/"})") << true;
    QTest::newRow("ERROR") << QByteArray(R"(4"Not authorized")") << true;
    QTest::newRow("an event") << QByteArray(R"(2["x"])") << false;
    QTest::newRow("CONNECT of protocol 5") << QByteArray(R"(0{"sid":"a"})") << false;
}

void TestVersionProbe::knowsOldServersByTheirUnaskedWord()
{
    QFETCH(const QByteArray, message);
    QFETCH(const bool, isOld);
    VersionProbe probe;
    QCOMPARE(probe.opened({}), Verdict::Undecided);
    QCOMPARE(probe.took(message), isOld ? Verdict::Revision3 : Verdict::Undecided);
}

void TestVersionProbe::takesSilenceForRevision4()
{
    VersionProbe probe;
    probe.opened({});
    QCOMPARE(probe.waited(), Verdict::Revision4);
    QCOMPARE(probe.took("0"), Verdict::Revision4); // too late
}

QTEST_GUILESS_MAIN(TestVersionProbe)

#include "tst_versionprobe.moc"
