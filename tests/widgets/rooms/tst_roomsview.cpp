// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "tests/support/memberships.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/selection.h"
#include "widgets/common/theme.h"
#include "widgets/common/timerange.h"
#include "widgets/rooms/roomactions.h"
#include "widgets/rooms/roomlanes.h"
#include "widgets/rooms/roomsmodel.h"
#include "widgets/rooms/roomsview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Capture;
using How = MembershipRecord::How;

/// Rooms as a user has them, over a real capture: the tree, the lanes, keys.
class TestRoomsView : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m = std::make_unique<Parts>();
        m->tester.setUseFetchMore(false); // not while rows are being inserted
        m->view.resize(1000, 500);
        m->view.show();
        QVERIFY(QTest::qWaitForWindowActive(&m->view));
        m->chat.addChat();
        std::vector<MembershipRecord> all {
            Samples::membership(1, "/chat", "lobby", "x5", 1, 40),
            Samples::membership(2, "/chat", "lobby", "ben", 2),
            Samples::membership(3, "/chat", "attic", "ben", 3, 50, How::Observed),
            Samples::membership(4, "/chat", "ben", "ben", 2),
            Samples::membership(5, "/feed", "EUR", "#4", 5, {}, How::Inferred),
            Samples::membership(6, "/chat", "lobby", "x5", 60),
        };
        all[1].wasPresent = true;
        all[4].session = 4;
        m->chat.addMemberships(all);
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        QTRY_VERIFY(m->view.job().log().spans().size() == 6 && !m->view.job().isReading());
        m->view.setFocus();
    }

    void cleanup() { m.reset(); }

    void treeOfRooms()
    {
        QCOMPARE(rows(), "/chat: attic 0, lobby 2; /feed (WebSocket): EUR 1");
        const QModelIndex lobby = room("lobby");
        QCOMPARE(lobby.siblingAtColumn(RoomsModel::KnownBy).data().toString().toUtf8(), "admin");
        QVERIFY(lobby.siblingAtColumn(RoomsModel::Since)
                    .data()
                    .toString()
                    .startsWith(QLatin1String("before ")));
        QCOMPARE(room("EUR").siblingAtColumn(RoomsModel::KnownBy).data().toString().toUtf8(),
                 "guess");
    }

    void membersAreListedWhenAskedFor()
    {
        QCOMPARE(model().rowCount(room("lobby")), 0);
        tree().expand(room("lobby"));
        QTRY_COMPARE(model().rowCount(room("lobby")), 2);
        QCOMPARE(model().index(0, 0, room("lobby")).data().toString().toUtf8(), "ben");
        QVERIFY(!model().hasChildren(room("attic")));
    }

    void followsWhatArrives()
    {
        tree().expand(room("lobby"));
        QTRY_COMPARE(model().rowCount(room("lobby")), 2);
        QSignalSpy resets(&model(), &QAbstractItemModel::modelReset);
        m->feed.apply(
            m->chat.addMemberships({Samples::membership(2, "/chat", "lobby", "ben", 2, 70),
                                    Samples::membership(7, "/chat", "lobby", "eve", 70),
                                    Samples::membership(8, "/chat", "cellar", "eve", 70)}));
        QTRY_COMPARE(rows(), "/chat: attic 0, cellar 1, lobby 2; /feed (WebSocket): EUR 1");
        QCOMPARE(model().index(0, 0, room("lobby")).data().toString().toUtf8(), "eve");
        QCOMPARE(resets.count(), 0);
    }

    void privateRoomsAreShownOnRequest()
    {
        m->view.findChild<QCheckBox *>()->click();
        QCOMPARE(rows(), "/chat: attic 0, ben 1, lobby 2; /feed (WebSocket): EUR 1");
        m->view.findChild<QCheckBox *>()->click();
        QCOMPARE(rows(), "/chat: attic 0, lobby 2; /feed (WebSocket): EUR 1");
    }

    void searchesRoomsAndMembers_data()
    {
        QTest::addColumn<QByteArray>("search");
        QTest::addColumn<QByteArray>("rows");
        QTest::addRow("room") << QByteArray("LOB") << QByteArray("/chat: lobby 2");
        QTest::addRow("member") << QByteArray("ben") << QByteArray("/chat: attic 0, lobby 2");
        QTest::addRow("session's name")
            << QByteArray("/feed") << QByteArray("/feed (WebSocket): EUR 1");
        QTest::addRow("nobody") << QByteArray("zz") << QByteArray("");
    }

    void searchesRoomsAndMembers()
    {
        QFETCH(QByteArray, search);
        m->view.editSearch();
        QTRY_VERIFY(m->view.search()->hasFocus());
        QTest::keyClicks(m->view.search(), QString::fromUtf8(search));
        QTEST(rows(), "rows");
        QTest::keyClick(m->view.search(), Qt::Key_Escape);
        QCOMPARE(rows(), "/chat: attic 0, lobby 2; /feed (WebSocket): EUR 1");
        QVERIFY(tree().hasFocus());
    }

    void lanesOfARoomAndOfAMember()
    {
        tree().setCurrentIndex(room("lobby"));
        QCOMPARE(lanes(), "Ab1w  x5, ben");
        QCOMPARE(m->view.heading().toUtf8(), "lobby in /chat · 2 in now · 2 ever");
        tree().expand(room("lobby"));
        QTRY_COMPARE(model().rowCount(room("lobby")), 2);
        QTest::keyClick(&tree(), Qt::Key_Down);
        QCOMPARE(lanes(), "lobby, attic");
        QVERIFY(!m->view.grab().isNull());
    }

    void saysWhatWasWhen()
    {
        tree().setCurrentIndex(room("EUR"));
        const RoomLanes *const shown = m->view.lanes();
        const QPoint end(shown->viewport()->width() - 40, RoomLanes::RulerHeight + 5);
        QVERIFY(shown->wordsAt(end).contains(QLatin1String("A guess")));
        QVERIFY(shown->wordsAt({5, 5}).isEmpty());
        QVERIFY(shown->wordsAt({5, RoomLanes::RulerHeight + 3 * RoomLanes::LaneHeight}).isEmpty());
    }

    void theMomentIsTheSelectedMessages()
    {
        m->view.momentSwitch()->setCurrentIndex(1);
        QCOMPARE(model().moment(), std::nullopt);
        m->selection.selectMessage(1, 1, 1);
        const std::array ids {Id(1)};
        QCOMPARE(model().moment(), m->feed.reader()->messages(ids).front().record.time);
        m->view.momentSwitch()->setCurrentIndex(0);
        QCOMPARE(model().moment(), std::nullopt);
    }

    void lanesKeepToTheTimeRange()
    {
        tree().setCurrentIndex(room("lobby"));
        m->range.set(Samples::at(10'000), Samples::at(20'000));
        QCOMPARE(m->view.lanes()->scale().start(), Samples::at(10'000));
        QCOMPARE(m->view.lanes()->scale().end(), Samples::at(20'000));
        m->range.clear();
        QVERIFY(m->view.lanes()->scale().end() > Samples::at(60'000));
    }

    void showsItsTraffic_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("filter");
        QTest::addRow("namespace") << QByteArray("lobby") << QByteArray("room:lobby nsp:/chat");
        QTest::addRow("WebSocket") << QByteArray("EUR") << QByteArray("room:EUR path:/feed");
    }

    void showsItsTraffic()
    {
        QFETCH(QByteArray, name);
        QSignalSpy requests(&m->view, &RoomsView::trafficRequested);
        tree().setCurrentIndex(room(name));
        QTest::keyClick(&tree(), Qt::Key_Return);
        QCOMPARE(requests.count(), 1);
        QTEST(m->filter.text().toUtf8(), "filter");
    }

    void aMemberIsItsSession()
    {
        tree().expand(room("EUR"));
        QTRY_COMPARE(model().rowCount(room("EUR")), 1);
        tree().setCurrentIndex(model().index(0, 0, room("EUR")));
        QCOMPARE(m->selection.session(), 4);
        QTest::keyClick(&tree(), Qt::Key_Return);
        QCOMPARE(m->filter.session(), 4);
    }

    void whoReceivedTheMessageIsMarked()
    {
        tree().expand(room("lobby"));
        QTRY_COMPARE(model().rowCount(room("lobby")), 2);
        const auto mark = [this](int row) {
            const QModelIndex index = model().index(row, RoomsModel::Members, room("lobby"));
            return index.data().toString().toUtf8();
        };
        // "x5" is the socket of session 5 in /chat.
        m->chat.addNews({5});
        m->selection.selectMessage(m->chat.lastMessage());
        QTRY_COMPARE(mark(1), "received");
        QCOMPARE(mark(0), "");
        m->selection.clear();
        QCOMPARE(mark(1), "");
    }

    void aSessionChosenElsewhereIsChosenHere()
    {
        m->selection.selectSession(5);
        QCOMPARE(tree().currentIndex().parent(), room("lobby"));
        QVERIFY(tree().currentIndex().data().toString().endsWith(QLatin1String("x5")));
        m->selection.selectSession(4);
        QCOMPARE(tree().currentIndex().parent(), room("EUR"));
        m->selection.selectSession(3); // is in no room
        QCOMPARE(tree().currentIndex().parent(), room("EUR"));
        QCOMPARE(m->selection.session(), 3);
    }

    void actsOnWhatTheServerTakes_data()
    {
        QTest::addColumn<QByteArrayList>("features");
        QTest::addColumn<QByteArray>("offered"); // Emit, Join, Leave, Disconnect; on a room
        QTest::addRow("4.x") << QByteArrayList {"EMIT",  "JOIN",   "LEAVE",      "DISCONNECT",
                                                "MJOIN", "MLEAVE", "MDISCONNECT"}
                             << QByteArray("EJLD");
        QTest::addRow("3.x") << QByteArrayList {"EMIT", "JOIN", "LEAVE", "DISCONNECT"}
                             << QByteArray("E");
        QTest::addRow("read-only") << QByteArrayList {"ALL_EVENTS"} << QByteArray();
        QTest::addRow("gone") << QByteArrayList() << QByteArray();
    }

    void actsOnWhatTheServerTakes()
    {
        QFETCH(QByteArrayList, features);
        RoomActions &actions = m->view.actions();
        const auto offered = [&actions] {
            QByteArray all;
            for (QAction *action : actions.actions()) {
                if (action->isEnabled())
                    all += action->text().at(0).toLatin1();
            }
            return all;
        };
        QCOMPARE(offered(), QByteArray());
        actions.setFeatures(1, features);
        tree().setCurrentIndex(room("lobby"));
        QTEST(offered(), "offered");
        QCOMPARE(actions.targets(),
                 (RoomTargets {.source = 1,
                               .subject = Admin::Command::Subject::Rooms,
                               .nsp = "/chat",
                               .names = {"lobby"},
                               .titles = {QStringLiteral("lobby")}}));
        // A room and a namespace are no one kind.
        tree().selectionModel()->select(model().index(0, 0),
                                        QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QCOMPARE(offered(), QByteArray());
        QCOMPARE(m->view.roomNames(1, "/chat"),
                 QStringList({QStringLiteral("attic"), QStringLiteral("lobby")}));
    }

    void anotherCaptureIsAnother()
    {
        m->feed.close();
        QCOMPARE(model().rowCount(), 0);
        QVERIFY(!tree().isVisible()); // the empty state is
    }

private:
    struct Parts
    {
        ChatCapture chat;
        CaptureFeed feed;
        Selection selection;
        MessageFilter filter;
        TimeRange range;
        Theme theme;
        RoomsView view {feed, selection, filter, range, theme};
        QAbstractItemModelTester tester {view.tree()->model(),
                                         QAbstractItemModelTester::FailureReportingMode::QtTest};
    };

    QTreeView &tree() { return *m->view.tree(); }
    RoomsModel &model() { return *qobject_cast<RoomsModel *>(tree().model()); }

    QModelIndex room(const QByteArray &name)
    {
        for (int scope = 0; scope < model().rowCount(); ++scope) {
            const QModelIndex parent = model().index(scope, 0);
            for (int row = 0; row < model().rowCount(parent); ++row) {
                if (model().index(row, 0, parent).data().toString().toUtf8() == name)
                    return model().index(row, 0, parent);
            }
        }
        return {};
    }

    QByteArray rows()
    {
        QByteArrayList scopes;
        for (int scope = 0; scope < model().rowCount(); ++scope) {
            const QModelIndex parent = model().index(scope, 0);
            QByteArrayList rooms;
            for (int row = 0; row < model().rowCount(parent); ++row) {
                const QModelIndex index = model().index(row, 0, parent);
                const QModelIndex count = index.siblingAtColumn(RoomsModel::Members);
                rooms.append(index.data().toString().toUtf8() + ' '
                             + count.data().toString().toUtf8());
            }
            scopes.append(parent.data().toString().toUtf8() + ": " + rooms.join(", "));
        }
        return scopes.join("; ");
    }

    QByteArray lanes()
    {
        QByteArrayList titles;
        for (const quint32 seat : m->view.lanes()->seats())
            titles.append(m->view.lanes()->title(seat).toUtf8());
        return titles.join(", ");
    }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestRoomsView)
#include "tst_roomsview.moc"
