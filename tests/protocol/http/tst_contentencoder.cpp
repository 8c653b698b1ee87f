// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/contentencoder.h"

#include "protocol/http/contentdecoder.h"

#include <QTest>

/// What is coded can be decoded again.
class TestContentEncoder : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void refusesWhatItDoesNotKnow();
};

void TestContentEncoder::comesBack_data()
{
    QTest::addColumn<QList<QByteArray>>("codings");
    QTest::newRow("none") << QList<QByteArray>();
    for (const char *const coding : {"gzip", "deflate", "br", "zstd"})
        QTest::newRow(coding) << QList<QByteArray> {coding};
    QTest::newRow("two") << QList<QByteArray> {"deflate", "br"};
}

void TestContentEncoder::comesBack()
{
    QFETCH(QList<QByteArray>, codings);
    for (const QByteArray &body : {QByteArray(), QByteArray("x"), QByteArray(100'000, 'y')}) {
        const auto coded = Http::encodeContent(codings, body);
        QVERIFY(coded);
        const auto decoded = Http::decodeContent(codings, *coded);
        QVERIFY(decoded.problems.isEmpty());
        QCOMPARE(decoded.bytes, body);
    }
}

void TestContentEncoder::refusesWhatItDoesNotKnow()
{
    QVERIFY(!Http::encodeContent({"gzip", "lzma"}, "x"));
}

QTEST_GUILESS_MAIN(TestContentEncoder)
#include "tst_contentencoder.moc"
