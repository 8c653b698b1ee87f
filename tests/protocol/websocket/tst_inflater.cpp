// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/deflater.h"
#include "protocol/websocket/inflater.h"

#include <QTest>

using namespace WebSocket;

class InflaterTest : public QObject
{
    Q_OBJECT
private slots:
    void inflatesInPieces();
    void keepsWithinTheWindowOfTheDeflater_data();
    void keepsWithinTheWindowOfTheDeflater();
    void abandonsAMessage();
    void breaksOnlyWhatIsBroken();
};

namespace {

QByteArray inflated(Inflater &inflater, const QByteArray &bytes, bool isEnd = true)
{
    inflater.feed(bytes, isEnd);
    QByteArray all;
    QByteArray piece;
    bool more = true;
    while (more) {
        more = inflater.read(piece);
        all += piece;
    }
    return all;
}

} // namespace

void InflaterTest::inflatesInPieces()
{
    Deflater deflater(Sender::Client, {});
    const QByteArray plain(200'000, 'p');
    Inflater inflater(false, {});
    inflater.feed(*deflater.deflate(plain), true);
    QByteArray piece;
    QByteArray all;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(inflater.read(piece));
        QCOMPARE(piece.size(), Inflater::MaxPieceBytes);
        all += piece;
    }
    QVERIFY(!inflater.read(piece));
    QCOMPARE(all + piece, plain);
    QCOMPARE(inflater.inflatedBytes(), plain.size());
    QVERIFY(!inflater.isBroken() && !inflater.isBomb());
    QVERIFY(!inflater.read(piece));
    QVERIFY(piece.isEmpty());
}

void InflaterTest::keepsWithinTheWindowOfTheDeflater_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("distance");
    QTest::addColumn<bool>("repeats");
    for (int bits = 9; bits <= 15; ++bits) {
        const int window = 1 << bits;
        QTest::addRow("%d bits, inside", bits) << bits << window / 2 - 20 << true;
        QTest::addRow("%d bits, outside", bits) << bits << window + 50 << false;
    }
    QTest::newRow("8 bits, inside") << 8 << 128 << false; // zlib can't, so nothing is shared
    QTest::newRow("8 bits, outside") << 8 << 300 << false;
}

void InflaterTest::keepsWithinTheWindowOfTheDeflater()
{
    QFETCH(int, bits);
    QFETCH(int, distance);
    DeflateParameters parameters;
    parameters.serverMaxWindowBits = static_cast<quint8>(bits);
    Deflater deflater(Sender::Server, parameters);
    Inflater inflater(false, {});
    // Bytes that do not repeat, then the first of them once more.
    QByteArray noise;
    for (quint32 i = 1; noise.size() < distance; i = i * 1'664'525U + 1'013'904'223U)
        noise.append(static_cast<char>(i >> 24U));
    const QByteArray again = noise.first(40);
    QCOMPARE(inflated(inflater, *deflater.deflate(noise)), noise);
    const QByteArray wire = *deflater.deflate(again);
    QTEST(wire.size() < again.size() / 2, "repeats");
    QCOMPARE(inflated(inflater, wire), again);
}

void InflaterTest::abandonsAMessage()
{
    Deflater deflater(Sender::Client, {});
    Inflater inflater(false, {});
    const QByteArray first = *deflater.deflate("one and two and three");
    QVERIFY(!inflated(inflater, first.first(8), false).isEmpty());
    inflater.abandonMessage();
    QCOMPARE(inflated(inflater, first), QByteArray("one and two and three"));
    inflater.abandonMessage(); // there is none
    QCOMPARE(inflated(inflater, *deflater.deflate("one and two and three")),
             QByteArray("one and two and three"));
}

void InflaterTest::breaksOnlyWhatIsBroken()
{
    Deflater deflater(Sender::Client, {});
    Inflater inflater(false, {});
    const QByteArray first = *deflater.deflate("the context, the context");
    const QByteArray second = *deflater.deflate("again the context, the context");
    QCOMPARE(inflated(inflater, "\xff\xff\xff"), QByteArray());
    QVERIFY(inflater.isBroken());
    inflated(inflater, second);
    QVERIFY(inflater.isBroken()); // refers to what was never seen
    QCOMPARE(inflated(inflater, first), QByteArray("the context, the context"));
    QVERIFY(!inflater.isBroken());
    QCOMPARE(inflated(inflater, second), QByteArray("again the context, the context"));
    QVERIFY(!inflater.isBroken());
}

QTEST_GUILESS_MAIN(InflaterTest)
#include "tst_inflater.moc"
