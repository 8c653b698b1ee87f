// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/connections/connectionsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using Line = ConnectionsModel::Line;

class TestConnectionsModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysWhatIsThere()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        ConnectionsModel model(feed);
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        feed.open(chat.reader());
        QCOMPARE(model.rowCount(), 1);
        const QModelIndex tap = model.index(0, 0);
        const Line source = model.line(tap);
        QCOMPARE(source.title, QStringLiteral("Tap"));
        QCOMPARE(source.remark, QStringLiteral(":9000 → localhost:3000"));
        QCOMPARE(source.note, QStringLiteral("106 k"));
        QCOMPARE(model.rowCount(tap), 5);

        const Line polling = model.line(model.indexOfSession(3));
        QCOMPARE(polling.title, QStringLiteral("Zz0p"));
        QCOMPARE(polling.state, Line::State::Open);
        QCOMPARE(polling.chips.size(), 2);
        QCOMPARE(polling.chips.at(0).text, QStringLiteral("SIO 2"));
        QCOMPARE(polling.chips.at(1).text, QStringLiteral("polling only"));
        const Line plain = model.line(model.indexOfSession(4));
        QCOMPARE(plain.title, QStringLiteral("/feed"));
        QCOMPARE(plain.chips.at(0).text, QStringLiteral("WS"));
        QCOMPARE(model.line(model.indexOfSession(5)).state, Line::State::Closed);

        const QModelIndex travel = model.index(0, 0, model.indexOfSession(1));
        QVERIFY(model.line(travel).title.startsWith(
            QStringLiteral("polling → websocket · 2 nsp · ↑ 12 KB ↓ 663 KB")));
        QCOMPARE(model.sourceAt(travel), 1U);
        QVERIFY(!model.indexOfSession(77).isValid());
        for (const QModelIndex &index : {tap, model.indexOfSession(1), travel})
            QVERIFY(!index.data(Qt::AccessibleTextRole).toString().isEmpty());
        QVERIFY(model.indexOfSession(1)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("40,000")));
    }

    void followsWhatArrives()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        ConnectionsModel model(feed);
        const QAbstractItemModelTester tester(&model);
        feed.open(chat.reader());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);

        Capture::Advance advance;
        Capture::SessionRecord changed = *feed.session(2);
        changed.receivedMessages += 100'000;
        changed.state = Capture::SessionRecord::State::Closed;
        Capture::SessionRecord fresh = changed;
        fresh.id = 8;
        fresh.follows = 2;
        Capture::SessionRecord early = changed;
        early.id = 7;
        Capture::SessionRecord elsewhere = changed;
        elsewhere.id = 9;
        elsewhere.source = 4;
        advance.sessions = {changed, fresh, early, elsewhere};
        feed.apply(advance);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(inserted.count(), 4); // three sessions and a source
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.index(0, 0)), 7);
        QCOMPARE(model.sessionAt(model.index(5, 0, model.index(0, 0))), 7);
        QCOMPARE(model.line(model.index(1, 0)).title, QStringLiteral("Other"));
        QVERIFY(model.line(model.index(0, 0, model.indexOfSession(8)))
                    .title.endsWith(QStringLiteral("follows Kq91")));
        QCOMPARE(model.line(model.index(0, 0)).note, QStringLiteral("450 k"));

        feed.close();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestConnectionsModel)
#include "tst_connectionsmodel.moc"
