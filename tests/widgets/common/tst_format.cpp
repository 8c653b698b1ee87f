// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <QLocale>
#include <QTest>

using namespace std::chrono_literals;

class TestFormat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qputenv("TZ", "Asia/Kolkata");
    }

    void sizes()
    {
        QCOMPARE(formatBytes(0), QStringLiteral("0 B"));
        QCOMPARE(formatBytes(999), QStringLiteral("999 B"));
        QCOMPARE(formatBytes(1000), QStringLiteral("1.0 KB"));
        QCOMPARE(formatBytes(49'152), QStringLiteral("48 KB"));
        QCOMPARE(formatBytes(qint64(64) << 20), QStringLiteral("64 MB"));
        QCOMPARE(formatBytes(std::numeric_limits<qint64>::max()), QStringLiteral("8.0 EB"));
        QCOMPARE(formatSize(54), QStringLiteral("54"));
        QCOMPARE(formatSize(1229), QStringLiteral("1.2 K"));
        QCOMPARE(formatCount(412), QStringLiteral("412"));
        QCOMPARE(formatCount(98'210), QStringLiteral("98 k"));
        QCOMPARE(formatCount(1'200'000), QStringLiteral("1.2 M"));
    }

    void durations()
    {
        QCOMPARE(formatDuration(42us), QStringLiteral("42 µs"));
        QCOMPARE(formatDuration(400us), QStringLiteral("0.4 ms"));
        QCOMPARE(formatDuration(12'100us), QStringLiteral("12.1 ms"));
        QCOMPARE(formatDuration(812ms), QStringLiteral("812 ms"));
        QCOMPARE(formatDuration(999'600us), QStringLiteral("1.00 s"));
        QCOMPARE(formatDuration(1250ms), QStringLiteral("1.25 s"));
        QCOMPARE(formatDuration(125s), QStringLiteral("2 min 5 s"));
        QCOMPARE(formatDuration(11'040s), QStringLiteral("3 h 4 min"));
        QCOMPARE(formatDuration(-400us), QStringLiteral("−0.4 ms"));
        QCOMPARE(formatDelta(400us), QStringLiteral("+0.4 ms"));
        QCOMPARE(formatDelta(34'300us), QStringLiteral("+34 ms"));
        QCOMPARE(formatDelta(-34ms), QStringLiteral("−34.0 ms"));
    }

    void times()
    {
        const Capture::Time time = ChatCapture::at(1'482'119);
        QCOMPARE(formatTime(time), QStringLiteral("17:30:01.482"));
        QCOMPARE(formatFullTime(time), QStringLiteral("2026-03-01 17:30:01.482119 UTC+5:30"));
        const Capture::Time early(-1us);
        QCOMPARE(formatFullTime(early), QStringLiteral("1970-01-01 05:29:59.999999 UTC+5:30"));
    }

    void lines()
    {
        QCOMPARE(singleLine("a\r\n\tb\x7f", 20), QStringLiteral("a␍␊␉b␡"));
        QCOMPARE(singleLine("0123456789", 10), QStringLiteral("0123456789"));
        QCOMPARE(singleLine("01234567890", 10), QStringLiteral("012345678…"));
        QCOMPARE(singleLine("\xff", 10), QString(QChar::ReplacementCharacter));
        // The override that would turn the line around.
        QCOMPARE(singleLine("a\xe2\x80\xae"
                            "b",
                            10),
                 QStringLiteral("a\ufffdb"));
        QCOMPARE(singleLine(QByteArray("😀😀😀"), 4), QStringLiteral("😀…"));
        QCOMPARE(hexLine("\x01\xff", 4), QStringLiteral("01 ff"));
        QCOMPARE(hexLine("abcdef", 2), QStringLiteral("61 62 …"));
    }

    void keysAreNeverShownWhole()
    {
        Capture::SessionRecord session;
        session.sid = "Ab3xK42ACVDI27M4s9AA";
        QCOMPARE(sessionTitle(session), QStringLiteral("Ab3x"));
        session.sid.clear();
        session.path = "/feed?token=secret";
        QCOMPARE(sessionTitle(session), QStringLiteral("/feed"));
        session.path.clear();
        session.id = 7;
        QCOMPARE(sessionTitle(session), QStringLiteral("#7"));
    }

    void transports()
    {
        using Stage = Capture::TransportStep::Stage;
        Capture::SessionRecord session;
        session.transports = {{{}, Stage::Polling, 1}, {{}, Stage::Probing, 2}};
        QCOMPARE(sessionTransports(session), QStringLiteral("polling → probing"));
        session.transports << Capture::TransportStep {{}, Stage::WebSocket, 2};
        QCOMPARE(sessionTransports(session), QStringLiteral("polling → websocket"));
    }

    void protocols()
    {
        Capture::SessionRecord session;
        QCOMPARE(sessionProtocol(session), QStringLiteral("WS"));
        session.type = Capture::SessionRecord::Type::SocketIo;
        session.engineIo = 3;
        QCOMPARE(sessionProtocol(session), QStringLiteral("SIO 2"));
        QCOMPARE(opCodeWord(0x8b), QStringLiteral("reserved 11"));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
