// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/deflater.h"

#include "protocol/websocket/inflater.h"
#include "tests/support/cuts.h"

#include <QTest>

using WebSocket::Sender;

namespace {

QByteArray inflated(WebSocket::Inflater &inflater, const QByteArray &bytes)
{
    QByteArray all;
    QByteArray piece;
    inflater.feed(bytes, true);
    bool more = true;
    while (more) {
        more = inflater.read(piece);
        all += piece;
    }
    return inflater.isBroken() ? QByteArray("broken") : all;
}

} // namespace

class TestDeflater : public QObject
{
    Q_OBJECT

private slots:
    void deflatesInPieces();
    void deflatesNothing();
    void keepsOrForgetsTheContext();
};

void TestDeflater::deflatesInPieces()
{
    const QByteArray text = QByteArray("What is said twice is said shorter. ").repeated(30);
    WebSocket::Deflater deflater(Sender::Client, {});
    WebSocket::Inflater inflater(false, {});
    for (const QList<QByteArrayView> &pieces : cuts(text)) {
        QByteArray deflated;
        for (const QByteArrayView piece : pieces)
            deflated += *deflater.deflate(piece, false);
        // The end may come with nothing more to say.
        deflated += *deflater.deflate(QByteArrayView(), true);
        QVERIFY(deflated.size() < text.size() / 4);
        QCOMPARE(inflated(inflater, deflated), text);
    }
}

void TestDeflater::deflatesNothing()
{
    // RFC 7692 section 7.2.3.6
    WebSocket::Deflater deflater(Sender::Client, {});
    QCOMPARE(*deflater.deflate(QByteArrayView()), QByteArray(1, '\0'));
    QCOMPARE(*deflater.deflate(QByteArrayView(), false), QByteArray());
    QCOMPARE(*deflater.deflate(QByteArrayView(), true), QByteArray(1, '\0'));
}

void TestDeflater::keepsOrForgetsTheContext()
{
    const QByteArray text = "a sentence that comes again";
    WebSocket::DeflateParameters parameters;
    for (const bool forgets : {false, true}) {
        parameters.clientNoContextTakeover = forgets;
        WebSocket::Deflater deflater(Sender::Client, parameters);
        const qsizetype first = deflater.deflate(text.first(9), false)->size()
            + deflater.deflate(text.sliced(9), true)->size();
        const qsizetype second = deflater.deflate(text)->size();
        QCOMPARE(second < first / 2, !forgets);
    }
}

QTEST_GUILESS_MAIN(TestDeflater)
#include "tst_deflater.moc"
