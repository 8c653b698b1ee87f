// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/msgpackscalar.h"

#include <QTest>

using namespace Redaction;

/// What is no string reads as text, and another text is written into its room.
class TestMsgPackScalar : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWrites_data();
    void readsAndWrites();
    void whatHasNoRoomIsZero();
    void everyLengthStays();
};

void TestMsgPackScalar::readsAndWrites_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("standIn");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *name, const char *hex, const char *text, const char *standIn,
                        const char *written) {
        QTest::newRow(name) << QByteArray(hex) << QByteArray(text) << QByteArray(standIn)
                            << QByteArray(written);
    };
    row("positive fixint", "7f", "127", "101", "65");
    row("negative fixint", "e0", "-32", "-11", "f5");
    row("uint 8", "ccff", "255", "101", "cc65");
    row("uint 16", "cdffff", "65535", "10001", "cd2711");
    row("uint 32", "ceffffffff", "4294967295", "1000000001", "ce3b9aca01");
    row("uint 64", "cfffffffffffffffff", "18446744073709551615", "10000000000000000001",
        "cf8ac7230489e80001");
    row("int 8", "d080", "-128", "-101", "d09b");
    row("int 16", "d18000", "-32768", "-10001", "d1d8ef");
    row("int 32", "d280000000", "-2147483648", "-1000000001", "d2c46535ff");
    row("int 64", "d38000000000000000", "-9223372036854775808", "-1000000000000000001",
        "d3f21f494c589bffff");
    row("int 16 above 0", "d10400", "1024", "1001", "d103e9");
    row("float 32", "ca40490fdb", "3.1415927", "1.0000001", "ca3f800001");
    row("float 64", "cb400921fb54442d18", "3.141592653589793", "1.5", "cb3ff8000000000000");
    row("a whole float", "cb40b3880000000000", "5000", "1001", "cb408f480000000000");
    row("true", "c3", "true", "null", "c0");
    row("false", "c2", "false", "nullx", "c0");
    row("bin 8", "c403616263", "abc", "p1x", "c403703178");
    row("bin 16", "c50003616263", "abc", "p1x", "c50003703178");
    row("fixext 8", "d700414243444546474a", "ABCDEFGJ", "path-1-r", "d7000000000000000000");
    row("ext 8", "c7020561ff", "a\xff", "p1", "c702050000");
    row("nil", "c0", "", "x", "c0");
}

void TestMsgPackScalar::readsAndWrites()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, standIn);
    QFETCH(QByteArray, written);
    const QByteArray token = QByteArray::fromHex(hex);
    const MsgPackScalar scalar(token);
    QCOMPARE(scalar.text(), text);
    QCOMPARE(scalar.written(standIn).toHex(), written);
    if (scalar.isNumber()) {
        const QByteArray again = scalar.written(standIn);
        QCOMPARE(MsgPackScalar(again).text(), standIn);
    }
}

void TestMsgPackScalar::whatHasNoRoomIsZero()
{
    const auto written = [](const char *hex, const char *standIn) {
        const QByteArray token = QByteArray::fromHex(hex);
        return MsgPackScalar(token).written(standIn).toHex();
    };
    QCOMPARE(written("cc80", "256"), QByteArray("cc00"));
    QCOMPARE(written("05", "128"), QByteArray("00"));
    QCOMPARE(written("05", "-33"), QByteArray("00"));
    QCOMPARE(written("d080", "-129"), QByteArray("d000"));
    QCOMPARE(written("cd0100", "-1"), QByteArray("cd0000"));
    QCOMPARE(written("ca7fc00000", "p1x"), QByteArray("ca00000000")); // not a number
    QCOMPARE(written("c403616263", "four"), QByteArray("c403000000"));
}

/// Whatever the first byte is.
void TestMsgPackScalar::everyLengthStays()
{
    for (int lead = 0; lead < 256; ++lead) {
        const QByteArray token = QByteArray(1, static_cast<char>(lead))
            + (lead >= 0xc4 && lead <= 0xd3 ? QByteArray(8, '\x01') : QByteArray());
        const MsgPackScalar scalar(token);
        const bool isCut = lead >= 0xd4 && lead <= 0xd8; // its type is not there
        if (!isCut && !scalar.isNumber())
            QCOMPARE(scalar.written("x").size(), token.size());
    }
    QCOMPARE(MsgPackScalar({}).written("x"), QByteArray());
    QCOMPARE(MsgPackScalar({}).text(), QByteArray());
}

QTEST_GUILESS_MAIN(TestMsgPackScalar)
#include "tst_msgpackscalar.moc"
