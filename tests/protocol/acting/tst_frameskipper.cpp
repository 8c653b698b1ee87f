// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/frameskipper.h"
#include "protocol/websocket/frameencoder.h"

#include <QRandomGenerator>
#include <QTest>

using Acting::FrameSkipper;
using WebSocket::FrameEncoder;
using WebSocket::OpCode;
using WebSocket::Sender;

class TestFrameSkipper : public QObject
{
    Q_OBJECT

private slots:
    void findsEndsOfMessages();
    void countsFragmentsAsOneMessage();
};

void TestFrameSkipper::findsEndsOfMessages()
{
    QRandomGenerator random(11);
    for (const Sender sender : {Sender::Client, Sender::Server}) {
        FrameEncoder encoder(sender);
        QByteArray stream;
        QList<qsizetype> ends {0};
        for (int i = 0; i < 200; ++i) {
            static constexpr std::array Sizes {0, 1, 125, 126, 127, 1000, 65535, 65536};
            const int size = Sizes[static_cast<std::size_t>(random.bounded(8))];
            stream += i % 7 == 3 ? encoder.control(OpCode::Ping, "x")
                                 : encoder.message(OpCode::Binary, QByteArray(size, 'a'));
            ends.append(stream.size());
        }
        FrameSkipper skipper;
        qsizetype at = 0;
        while (at < stream.size()) {
            const bool atEnd = ends.contains(at);
            QCOMPARE(skipper.atBoundary(), atEnd);
            const QByteArrayView rest = QByteArrayView(stream).sliced(at);
            const qsizetype nextEnd = *std::lower_bound(ends.cbegin(), ends.cend(), at);
            QCOMPARE(skipper.toBoundary(rest), nextEnd - at);
            if (nextEnd > at)
                QCOMPARE(skipper.toBoundary(rest.first(nextEnd - at - 1)), qsizetype(-1));
            const auto step = std::min<qsizetype>(rest.size(), random.bounded(1, 5000));
            skipper.skip(rest.first(step));
            at += step;
        }
        QVERIFY(skipper.atBoundary());
    }
}

void TestFrameSkipper::countsFragmentsAsOneMessage()
{
    FrameEncoder encoder(Sender::Server);
    const QByteArray message
        = encoder.message(OpCode::Text, "abcdefgh", {.compress = false, .fragmentBytes = 3});
    FrameSkipper skipper;
    QCOMPARE(skipper.toBoundary(message.first(5)), qsizetype(0)); // it stands between two
    skipper.skip(message.first(5)); // the first of three frames
    QVERIFY(!skipper.atBoundary());
    skipper.skip(encoder.control(OpCode::Ping, "in between"));
    QVERIFY(!skipper.atBoundary());
    QCOMPARE(skipper.toBoundary(QByteArray(message.sliced(5) + "next")), message.size() - 5);
}

QTEST_GUILESS_MAIN(TestFrameSkipper)
#include "tst_frameskipper.moc"
