// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/collector.h"
#include "protocol/capture/losses.h"
#include "tests/support/records.h"

#include <QTest>

using namespace Capture;

class TestLosses : public QObject
{
    Q_OBJECT

private slots:
    /// What is dropped was counted, layer by layer, and is taken off again.
    void takesOffWhatWasCounted()
    {
        Collector collector;
        collector.add(Samples::eventMessage(1, "chat", "1"));
        MessageRecord handshake;
        handshake.transport = Transport::WebSocket;
        handshake.kind = Kind::Handshake;
        handshake.transportBytes = 400;
        collector.countWire(1, Direction::Sent,
                            400 + Samples::eventMessage(1, "chat", "1").wireBytes());
        collector.add(std::move(handshake));
        RecordBatch batch = collector.take();
        QCOMPARE(batch.totals->webSocket.sent, 6);

        Losses losses;
        losses.drop(std::move(batch), GapRecord::Cause::SlowDisk, Samples::at(5));
        const Losses::Remains remains = losses.take(Samples::at(6));
        Totals left = *remains.batch.totals;
        settle(left, remains.lost);
        QCOMPARE(left.messages, 0);
        QCOMPARE(left.gapMessages, 2);
        for (const ByteCount &count :
             {left.payload, left.socketIo, left.engineIo, left.webSocket, left.saved, left.wire})
            QCOMPARE(count, ByteCount());
    }
};

QTEST_APPLESS_MAIN(TestLosses)
#include "tst_losses.moc"
