// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/payload.h"

#include "protocol/socketio/compose.h"

#include <QTest>

class TestPayload : public QObject
{
    Q_OBJECT

private slots:
    void textHasItsSizeAndNumber();
    void textNeedsNoEscapes();
    void bytesDoNotCompress();
    void textCompressesAsWordsDo();
    void findsNoNumberWhereThereIsNone();
};

void TestPayload::textHasItsSizeAndNumber()
{
    for (const qint64 size : {8, 16, 257, 65536}) {
        for (const int number : {0, 42, 99999}) {
            const QByteArray text = Compare::textPayload(number, size);
            QCOMPARE(text.size(), size);
            QCOMPARE(Compare::payloadNumber("42[\"x\",\"" + text + "\"]"), std::optional(number));
            QCOMPARE(text, Compare::textPayload(number, size));
        }
    }
    QVERIFY(Compare::textPayload(1, 64) != Compare::textPayload(2, 64));
    QCOMPARE(Compare::payloads(3, 10, false).at(2), Compare::textPayload(2, 10));
}

void TestPayload::textNeedsNoEscapes()
{
    const QByteArray text = Compare::textPayload(7, 5000);
    QCOMPARE(SocketIo::jsonString(text), '"' + text + '"');
}

void TestPayload::bytesDoNotCompress()
{
    const QByteArray bytes = Compare::binaryPayload(3, 100'000);
    QCOMPARE(bytes.size(), 100'000);
    QVERIFY(qCompress(bytes).size() > 99'000);
    QVERIFY(bytes != Compare::binaryPayload(4, 100'000));
}

void TestPayload::textCompressesAsWordsDo()
{
    const qsizetype compressed = qCompress(Compare::textPayload(3, 100'000)).size();
    QVERIFY2(compressed > 10'000 && compressed < 50'000,
             QByteArray::number(compressed).constData());
}

void TestPayload::findsNoNumberWhereThereIsNone()
{
    QVERIFY(!Compare::payloadNumber(""));
    QVERIFY(!Compare::payloadNumber("42[\"x\",\"#12345\"]"));
    QVERIFY(!Compare::payloadNumber("#1234567;"));
    QCOMPARE(Compare::payloadNumber("##000005;"), std::optional(5));
}

QTEST_APPLESS_MAIN(TestPayload)
#include "tst_payload.moc"
