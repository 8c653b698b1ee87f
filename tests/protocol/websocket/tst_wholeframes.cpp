// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/wholeframes.h"

#include "protocol/websocket/frameencoder.h"

#include <QRandomGenerator>
#include <QTest>

using namespace WebSocket;

/// Frames are told from anything else.
class TestWholeFrames : public QObject
{
    Q_OBJECT

private slots:
    void tells_data();
    void tells();
    void noCutPasses();
    void noiseDoesNotPass();
    void whatRepeatsItselfDoesNotPass();
};

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

void TestWholeFrames::tells_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isClient");
    QTest::addColumn<bool>("isDeflateAgreed");
    QTest::addColumn<bool>("expected");
    const QByteArray masked = hex("818337fa213d7f9f4d"); // "Hel"
    QTest::newRow("text") << hex("810648656c6c6f21") << false << false << true;
    QTest::newRow("two") << hex("810648656c6c6f21") + hex("8900") << false << false << true;
    QTest::newRow("masked") << masked << true << false << true;
    QTest::newRow("a mask of a server") << masked << false << false << false;
    QTest::newRow("no mask of a client") << hex("810648656c6c6f21") << true << false << false;
    QTest::newRow("a fragment") << hex("0103") + "abc" + hex("8003") + "def" << false << false
                                << true;
    QTest::newRow("an open fragment") << hex("0106") + "abcdef" << false << false << false;
    QTest::newRow("too short") << hex("8103") + "abc" << false << false << false;
    QTest::newRow("a continuation first") << hex("8007") + "abcdefg" << false << false << false;
    QTest::newRow("compressed") << hex("c107f248cdc9c90700") << false << true << true;
    QTest::newRow("compressed, not agreed") << hex("c107f248cdc9c90700") << false << false << false;
    QTest::newRow("a compressed ping") << hex("c906") + "abcdef" << false << true << false;
    QTest::newRow("no UTF-8") << hex("8106") + "abcd\xff\xff" << false << false << false;
    QTest::newRow("binary") << hex("8206") + "abcd\xff\xff" << false << false << true;
    QTest::newRow("an opcode of nothing")
        << hex("8306") + "abcd\xff\xff" << false << false << false;
    QTest::newRow("a long form of a short length")
        << hex("827e0004") + "abcd" << false << false << false;
    QTest::newRow("a long ping") << hex("897e007e") + QByteArray(126, 'x') << false << false
                                 << false;
    QTest::newRow("nothing") << QByteArray() << false << false << false;
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << false << false << false;
}

void TestWholeFrames::tells()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isClient);
    QFETCH(bool, isDeflateAgreed);
    QFETCH(bool, expected);
    QCOMPARE(areWholeFrames(bytes, isClient ? Sender::Client : Sender::Server, isDeflateAgreed),
             expected);
}

/// What begins or ends elsewhere than a frame is none.
void TestWholeFrames::noCutPasses()
{
    FrameEncoder server(Sender::Server, {});
    const QByteArray one = server.message(OpCode::Text, "42[\"event\",{\"some\":\"\xc3\xa4\"}]");
    const QByteArray all = one + server.message(OpCode::Binary, QByteArray(300, '\x05')) + one;
    for (qsizetype begin = 0; begin < all.size(); ++begin) {
        for (qsizetype end = begin + 1; end <= all.size(); ++end) {
            const bool isBegin
                = begin == 0 || begin == one.size() || begin == all.size() - one.size();
            const bool isEnd
                = end == one.size() || end == all.size() - one.size() || end == all.size();
            if (!isBegin || !isEnd)
                QVERIFY(!areWholeFrames(all.sliced(begin, end - begin), Sender::Server, false));
            else
                QVERIFY(areWholeFrames(all.sliced(begin, end - begin), Sender::Server, false));
        }
    }
}

void TestWholeFrames::noiseDoesNotPass()
{
    QRandomGenerator random(1);
    int passed = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray noise(random.bounded(20, 1460), Qt::Uninitialized);
        for (char &byte : noise)
            byte = static_cast<char>(random.bounded(256));
        passed += areWholeFrames(noise, Sender::Client, true) ? 1 : 0;
        passed += areWholeFrames(noise, Sender::Server, true) ? 1 : 0;
    }
    QCOMPARE(passed, 0);
}

/// Under a mask the same bytes again and again can be a chain of frames of zeros.
void TestWholeFrames::whatRepeatsItselfDoesNotPass()
{
    for (const char *const key : {"81b6c12e", "82b6c12e", "c1b6c12e", "81fe00b4"}) {
        const QByteArray period = hex(key);
        for (qsizetype size = 8; size < 1200; ++size) {
            const QByteArray bytes = period.repeated(size / 4 + 1).first(size);
            QVERIFY(!areWholeFrames(bytes, Sender::Client, true));
        }
    }
}

QTEST_GUILESS_MAIN(TestWholeFrames)
#include "tst_wholeframes.moc"
