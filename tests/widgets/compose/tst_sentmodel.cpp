// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/rowdelegate.h"
#include "widgets/compose/sentmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace std::chrono_literals;
using Kind = Client::Outcome::Kind;

class TestSentModel : public QObject
{
    Q_OBJECT

private slots:
    void followsOneThroughItsStates()
    {
        SentModel model;
        const QAbstractItemModelTester tester(&model);
        model.add(1, 7, event("a"), true, {});
        model.add(2, 8, event("b"), false, {});
        QCOMPARE(model.stateWords(1), QStringLiteral("sending"));
        model.setOutcome(1, {.number = 7, .kind = Kind::Queued});
        QCOMPARE(model.stateWords(1), QStringLiteral("queued"));
        model.setOutcome(1, {.number = 7, .kind = Kind::Sent});
        QCOMPARE(model.stateWords(1), QStringLiteral("pending"));
        model.setOutcome(1, {.number = 7, .kind = Kind::TimedOut});
        QCOMPARE(model.stateWords(1), QStringLiteral("timed out"));
        // A late answer is shown all the same.
        model.setOutcome(1,
                         {.number = 7,
                          .kind = Kind::Answered,
                          .arguments = {R"("ok",{"_placeholder":true,"num":0})", {"\x01"}},
                          .latency = 8200us});
        QVERIFY(model.stateWords(1).startsWith(QStringLiteral("8.2")));
        QCOMPARE(model.replyText(1), QByteArray(R"(["ok",{"$binary":"AQ=="}])"));
        QCOMPARE(model.index(1).data(RowDelegate::DetailRole).toString(),
                 QStringLiteral("→ [\"ok\",{\"$binary\":\"AQ==\"}]"));
        model.setOutcome(2, {.number = 8, .kind = Kind::Sent});
        QCOMPARE(model.stateWords(0), QStringLiteral("sent"));
    }

    void keepsSourcesApart()
    {
        SentModel model;
        model.add(1, 7, event("a"), true, {});
        model.setOutcome(2, {.number = 7, .kind = Kind::Sent});
        QCOMPARE(model.stateWords(0), QStringLiteral("sending"));
        model.setOutcome(1, {.number = 9, .kind = Kind::Sent});
        QCOMPARE(model.stateWords(0), QStringLiteral("sending"));
        model.forgetSource(1);
        QCOMPARE(model.stateWords(0), QStringLiteral("dropped"));
        QVERIFY(!model.replyText(0).isEmpty());
    }

    void countsRepetitions()
    {
        SentModel model;
        const QAbstractItemModelTester tester(&model);
        model.add(1, 1, event("a"), true, {});
        model.addRepetition(1, 1, 3);
        model.addRepetition(1, 1, 4);
        for (const quint64 number : {1U, 3U, 4U})
            model.setOutcome(1, {.number = number, .kind = Kind::Sent});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.stateWords(0), QStringLiteral("3 sent"));
        model.setOutcome(1, {.number = 3, .kind = Kind::Answered});
        model.setOutcome(1, {.number = 4, .kind = Kind::TimedOut});
        model.setOutcome(1, {.number = 1, .kind = Kind::Dropped});
        QCOMPARE(model.stateWords(0), QStringLiteral("3 sent, 1 answered, 1 timed out, 1 dropped"));
    }

    void findsThePingOfAPong()
    {
        SentModel model;
        ComposeDraft ping;
        ping.protocol = Client::Protocol::WebSocket;
        ping.kind = ComposeDraft::Kind::Ping;
        model.add(1, 1, ping, true, {}, "a");
        model.add(1, 2, ping, true, {}, "b");
        model.add(1, 3, ping, true, {}, "a");
        model.addPong(1, "a", 5ms);
        QCOMPARE(model.row(2).state, SentModel::Row::State::Answered);
        QCOMPARE(model.row(0).state, SentModel::Row::State::Sending);
        model.addPong(1, "c", 5ms);
        model.addPong(1, "a", 5ms);
        QCOMPARE(model.row(0).state, SentModel::Row::State::Answered);
        QCOMPARE(model.row(1).state, SentModel::Row::State::Sending);
    }

    void showsHowFarALargeOneIs()
    {
        SentModel model;
        model.add(1, 1, ComposeDraft::fromPlain("x", true), false, {});
        model.setProgress(1, 1, 25, 100);
        QCOMPARE(model.stateWords(0), QStringLiteral("25 %"));
    }

    void forgetsTheOldest()
    {
        SentModel model;
        const QAbstractItemModelTester tester(&model);
        for (quint64 i = 1; i <= SentModel::MaxRows + 5; ++i)
            model.add(1, i, event("a"), false, {});
        QCOMPARE(model.rowCount(), SentModel::MaxRows);
        QCOMPARE(model.row(0).number, SentModel::MaxRows + 5);
    }

private:
    static ComposeDraft event(const QByteArray &name)
    {
        ComposeDraft draft;
        draft.event = name;
        return draft;
    }
};

QTEST_GUILESS_MAIN(TestSentModel)
#include "tst_sentmodel.moc"
