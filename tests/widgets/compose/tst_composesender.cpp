// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composesender.h"

#include <QSignalSpy>
#include <QTest>

using Kind = Client::Outcome::Kind;

class TestComposeSender : public QObject
{
    Q_OBJECT

private slots:
    /// A repetition goes on however its messages end, and only its own count.
    void goesOnWhenWhatWaitedIsOver_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("sent") << Kind::Sent;
        QTest::newRow("dropped") << Kind::Dropped;
        QTest::newRow("never sent in time") << Kind::TimedOut;
    }

    void goesOnWhenWhatWaitedIsOver()
    {
        QFETCH(Kind, kind);
        ComposeSender sender;
        QSignalSpy asked(&sender, &ComposeSender::emitRequested);
        const ComposeTarget target {.source = 1, .label = {}, .status = {}};
        const ComposeDraft draft;
        const Outgoing outgoing;
        sender.send(target, draft, outgoing); // one of its own
        constexpr int Count = Repeater::MaxAhead + 10;
        sender.repeat(target, draft, outgoing, Count, std::chrono::milliseconds(0));
        QTRY_COMPARE(asked.count(), 1 + Repeater::MaxAhead);
        const auto number = [&asked](int index) { return asked.at(index).at(1).toULongLong(); };

        sender.setOutcome(1, {.number = number(0), .kind = Kind::Sent}); // is not of them
        sender.setOutcome(1, {.number = number(1), .kind = Kind::Queued}); // is not over
        const QSignalSpy turns(&sender, &ComposeSender::repeated);
        QTRY_VERIFY(turns.count() > 1); // it had its turn, and let it pass
        QCOMPARE(asked.count(), 1 + Repeater::MaxAhead);

        for (int i = 1; i <= 10; ++i) {
            sender.setOutcome(1, {.number = number(i), .kind = kind});
            sender.setOutcome(1, {.number = number(i), .kind = Kind::Dropped}); // of its ack
        }
        QTRY_COMPARE(asked.count(), 1 + Count);
    }
};

Q_DECLARE_METATYPE(Client::Outcome::Kind)
QTEST_GUILESS_MAIN(TestComposeSender)
#include "tst_composesender.moc"
