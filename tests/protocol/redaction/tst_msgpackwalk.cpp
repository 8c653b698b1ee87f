// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/msgpackwalk.h"

#include "protocol/msgpack/value.h"

#include <QTest>

using namespace Redaction;

/// All values come with the way to them, whatever keys are, and a broken end is told.
class TestMsgPackWalk : public QObject
{
    Q_OBJECT

private slots:
    void handsOutAll();
    void keysMayBeNumbers();
    void eachFormHasItsLength_data();
    void eachFormHasItsLength();
    void stopsAtEachCut();
    void staysWithinItsDepth();
    void knowsWhereItBegins();
};

namespace {

QByteArray wayText(const JsonWalk::Way &way)
{
    QByteArray text;
    for (const JsonWalk::Step &step : way)
        text += '/' + (step.index < 0 ? step.key.toByteArray() : QByteArray::number(step.index));
    return text;
}

/// "/way=token /way=#hex"
QByteArray walked(const QByteArray &bytes, bool *isWhole = nullptr)
{
    QByteArrayList all;
    MsgPackWalk walk;
    walk.onScalar = [&](const JsonWalk::Scalar &scalar, const JsonWalk::Way &way) {
        all.append(wayText(way) + '=' + scalar.token.toByteArray());
        if (bytes.mid(scalar.offset, scalar.token.size()) != scalar.token)
            all.append("elsewhere");
    };
    walk.onOther = [&](QByteArrayView token, qsizetype offset, const JsonWalk::Way &way) {
        all.append(wayText(way) + "=#" + token.toByteArray().toHex());
        if (bytes.mid(offset, token.size()) != token)
            all.append("elsewhere");
    };
    const bool whole = walk.walk(bytes);
    if (isWhole != nullptr)
        *isWhole = whole;
    return all.join(' ');
}

QByteArray encoded(const char *json)
{
    return MsgPack::encodeJson(json).value_or("not JSON");
}

} // namespace

void TestMsgPackWalk::handsOutAll()
{
    bool isWhole = false;
    QCOMPARE(walked(encoded(R"({"a":["x",300,true,null],"b":{"c":1.5}})"), &isWhole),
             QByteArray("/a/0=x /a/1=#cd012c /a/2=#c3 /a/3=#c0 /b/c=#cb3ff8000000000000"));
    QVERIFY(isWhole);
    QCOMPARE(walked("\x91\xc4\x02hi"), QByteArray("/0=#c4026869"));
    QCOMPARE(walked(QByteArray("\x91\xd6\xff\0\0\0\1", 7)), QByteArray("/0=#d6ff00000001"));
    QCOMPARE(walked("\x05"), QByteArray()); // no way leads to it
}

void TestMsgPackWalk::keysMayBeNumbers()
{
    const QByteArray bytes = QByteArray::fromHex("8305a161cd012ca162c4036162630a");
    QCOMPARE(walked(bytes), QByteArray("/5=a /300=b /abc=#0a"));
}

void TestMsgPackWalk::eachFormHasItsLength_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *const hex : {"00",
                                  "7f",
                                  "e0",
                                  "c0",
                                  "c2",
                                  "c40161",
                                  "c5000161",
                                  "c60000000161",
                                  "c7010561",
                                  "c800010561",
                                  "c9000000010561",
                                  "ca00000000",
                                  "cb0000000000000000",
                                  "cc00",
                                  "cd0000",
                                  "ce00000000",
                                  "cf0000000000000000",
                                  "d000",
                                  "d10000",
                                  "d200000000",
                                  "d30000000000000000",
                                  "d40561",
                                  "d5056161",
                                  "d60561616161",
                                  "d7056161616161616161",
                                  "d80561616161616161616161616161616161",
                                  "a161",
                                  "d90161",
                                  "da000161",
                                  "db0000000161",
                                  "90",
                                  "dc0000",
                                  "dd00000000",
                                  "80",
                                  "de0000",
                                  "df00000000"})
        QTest::newRow(hex) << QByteArray::fromHex(hex);
}

void TestMsgPackWalk::eachFormHasItsLength()
{
    QFETCH(QByteArray, value);
    bool isWhole = false;
    QVERIFY(walked("\x92" + value
                       + "\xa3"
                         "end",
                   &isWhole)
                .endsWith("/1=end"));
    QVERIFY(isWhole);
    QVERIFY(!walked("\x91" + value
                        + "\xa3"
                          "end",
                    &isWhole)
                 .contains("end"));
    QVERIFY(!isWhole);
}

void TestMsgPackWalk::stopsAtEachCut()
{
    const QByteArray whole = encoded(R"({"a":["x",300,true],"long":"0123456789","b":{"c":1.5}})");
    bool isWhole = true;
    for (qsizetype size = 0; size < whole.size(); ++size) {
        walked(whole.left(size), &isWhole);
        QVERIFY(!isWhole);
    }
    QCOMPARE(walked(QByteArray("\xdf\xff\xff\xff\xff\xa1", 6)), QByteArray());
    QCOMPARE(walked(QByteArray("\x91\xc6\xff\xff\xff\xff", 6)), QByteArray());
}

void TestMsgPackWalk::staysWithinItsDepth()
{
    QCOMPARE(walked(QByteArray(5000, '\x91') + "\xa1x"), QByteArray());
    QVERIFY(walked(QByteArray(500, '\x91') + "\xa1x").endsWith("=x"));
}

void TestMsgPackWalk::knowsWhereItBegins()
{
    QCOMPARE(startOfMsgPack("\x81\xa1x"), 0);
    QCOMPARE(startOfMsgPack("\x04\x81\xa1x"), 1);
    QCOMPARE(startOfMsgPack("\x04"), -1);
    QCOMPARE(startOfMsgPack("42[]"), -1);
    QCOMPARE(startOfMsgPack({}), -1);
}

QTEST_GUILESS_MAIN(TestMsgPackWalk)
#include "tst_msgpackwalk.moc"
