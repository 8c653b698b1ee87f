// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/heldmessages.h"
#include "widgets/rules/heldwords.h"

#include <QTest>

using namespace std::chrono_literals;
using Capture::Direction;
using Capture::Kind;
using HeldMessages::Since;

class TestHeldWords : public QObject
{
    Q_OBJECT

private slots:
    void namesSessions()
    {
        QCOMPARE(heldSession({.connection = 7, .sid = "Ab3xKq91"}), QStringLiteral("Ab3x"));
        QCOMPARE(heldSession({.connection = 7, .sid = {}}), QStringLiteral("#7"));
    }

    void saysWhatItIs()
    {
        Rules::LiveMessage event = HeldMessages::question(1).message;
        QCOMPARE(heldKind(event), QStringLiteral("EVENT"));
        QCOMPARE(heldSubject(event), QStringLiteral("chat message"));
        QCOMPARE(heldPreview(event), QStringLiteral("{\"text\":\"hi\"}"));
        Rules::LiveMessage ack = event;
        ack.kind = Kind::Ack;
        ack.event.clear();
        ack.body = "[\"stored\"]";
        QCOMPARE(heldSubject(ack), QStringLiteral("→ 3"));
        QCOMPARE(heldPreview(ack), QStringLiteral("[\"stored\"]"));
        QVERIFY(heldKindTint(ack) != heldKindTint(event));
        Rules::LiveMessage connect = event;
        connect.kind = Kind::Connect;
        connect.body = "{\"sid\":\"secretsecret\"}";
        QVERIFY(!heldPreview(connect).contains(QStringLiteral("secretsecret")));
        Rules::LiveMessage close
            = HeldMessages::plain(1, QByteArray("\x03\xe9", 2) + "bye").message;
        close.kind = Kind::Close;
        close.closeCode = 1001;
        QCOMPARE(heldSubject(close), QStringLiteral("1001 Going Away: bye"));
        close.body.truncate(2);
        QCOMPARE(heldSubject(close), QStringLiteral("1001 Going Away"));
        QCOMPARE(heldPreview(close), QString());
    }

    void previewsAreOneShortLine()
    {
        const auto text = HeldMessages::plain(1, "a\nb" + QByteArray(1'000'000, 'x')).message;
        const QString shown = heldPreview(text);
        QVERIFY(shown.startsWith(QStringLiteral("a\u240ab")));
        QVERIFY(shown.size() <= 300);
        const auto bytes = HeldMessages::plain(1, QByteArray("\xff\x01", 2), true).message;
        QCOMPARE(heldPreview(bytes), QStringLiteral("ff 01"));
    }

    void countsWholeSeconds_data()
    {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("words");
        QTest::newRow("before") << qint64(-5) << QStringLiteral("0 s");
        QTest::newRow("at once") << qint64(999'999) << QStringLiteral("0 s");
        QTest::newRow("seconds") << qint64(59'999'999) << QStringLiteral("59 s");
        QTest::newRow("a minute") << qint64(60'000'000) << QStringLiteral("1 min 0 s");
        QTest::newRow("hours") << qint64(7'380'000'000) << QStringLiteral("2 h 3 min");
    }
    void countsWholeSeconds()
    {
        QFETCH(qint64, us);
        QTEST(waitWords(std::chrono::microseconds(us)), "words");
    }

    void saysWhatWaitsBehindIt()
    {
        Acting::HeldMessage held = HeldMessages::question(1);
        QVERIFY(
            heldMeaning(held, Since).contains(QStringLiteral("heartbeats of this session go on")));
        QVERIFY(heldMeaning(held, Since).contains(QStringLiteral("the app sends behind it")));
        held.message.direction = Direction::Received;
        QVERIFY(heldMeaning(held, Since).contains(QStringLiteral("the server sends behind it")));
        QVERIFY(heldMeaning(HeldMessages::plain(1, "a"), Since)
                    .contains(QStringLiteral("of this connection go on")));

        held.stopsHeartbeats = true;
        QVERIFY(heldMeaning(held, Since + 13s)
                    .endsWith(
                        QStringLiteral("the app gives up after its ping timeout: in about 32 s.")));
        QVERIFY(heldMeaning(held, Since + 46s).contains(QStringLiteral("the app has given up")));
        QVERIFY(heldMeaning(held, Since + 46s).contains(QStringLiteral("the usual one")));
        held.patience = 90s;
        QVERIFY(heldMeaning(held, Since + 46s).endsWith(QStringLiteral("in about 44 s.")));
        QVERIFY(heldMeaning(held, Since + 91s)
                    .endsWith(QStringLiteral("the app has given up by now.")));
        held.message.direction = Direction::Sent;
        QVERIFY(heldMeaning(held, Since).contains(QStringLiteral("the server gives up")));
    }
};

QTEST_MAIN(TestHeldWords)
#include "tst_heldwords.moc"
