// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/admincontroller.h"
#include "protocol/capture/storereader.h"
#include "tests/interop/adminserver.h"
#include "tests/support/windowhome.h"
#include "widgets/compose/argumentlist.h"
#include "widgets/compose/argumentrow.h"
#include "widgets/rooms/roomactions.h"
#include "widgets/rooms/roomsmodel.h"
#include "widgets/rooms/roomsview.h"

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using Type = Admin::Command::Type;

/// Acting on rooms and members as a user of the window does it: real servers carry it out, and real
/// clients see it.
class TestActing : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void emits();
    void joinsAndLeaves();
    void disconnects_data();
    void disconnects();
    void socketsOfAnOldServer();
    void readOnly();

private:
    void attach(const QJsonObject &options, const char *version = "v4");
    RoomsView &rooms() { return *m_window->findChild<RoomsView *>(); }
    QTreeView &tree() { return *rooms().tree(); }
    RoomsModel &model() { return *qobject_cast<RoomsModel *>(tree().model()); }
    QModelIndex space(const QString &name);
    QModelIndex room(const QString &nsp, const QString &name);
    void choose(const QModelIndexList &rows);
    /// All members of a room, as rows; chosen.
    QByteArrayList chooseMembers(const QString &nsp, const QString &name);
    QPushButton *button();
    QLineEdit *edit(const char *name);
    bool isOffered(Type type) { return rooms().actions().action(type)->isEnabled(); }
    /// The server has answered what was sent to it before.
    QStringList serverRooms() { return m_server->ask(R"(["rooms"])"); }
    /// Lines that clients have received, once there are \a count.
    QStringList waitForHeard(qsizetype count);
    QByteArrayList told() const;

    std::unique_ptr<WindowHome> m_home;
    std::unique_ptr<AdminServer> m_server;
    QPointer<MainWindow> m_window;
};

void TestActing::init()
{
    m_home = std::make_unique<WindowHome>();
    m_window = m_home->showWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

void TestActing::cleanup()
{
    if (m_window) {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
    }
    m_server.reset();
}

/// Rooms view on a server with some clients in rooms.
void TestActing::attach(const QJsonObject &options, const char *version)
{
    QJsonObject all = options;
    all[QStringLiteral("clients")] = 8;
    m_server = std::make_unique<AdminServer>(all, QString::fromLatin1(version));
    QVERIFY(m_server->port() != 0);
    m_server->ask(R"(["fill"])");
    m_server->ask(R"(["heard"])");
    AdminOptions where;
    where.url = m_server->url().toUtf8();
    QVERIFY(m_window->admins().attach(where) != 0);
    m_window->findChild<QAction *>(QStringLiteral("view2"))->trigger();
    QTRY_VERIFY(room(QStringLiteral("/"), QStringLiteral("room 1")).isValid());
    QTRY_VERIFY(m_window->admins().link(1)->state() == AdminLink::State::Attached);
}

QModelIndex TestActing::space(const QString &name)
{
    for (int row = 0; row < model().rowCount(); ++row) {
        if (model().index(row, 0).data().toString() == name)
            return model().index(row, 0);
    }
    return {};
}

QModelIndex TestActing::room(const QString &nsp, const QString &name)
{
    const QModelIndex parent = space(nsp);
    for (int row = 0; parent.isValid() && row < model().rowCount(parent); ++row) {
        if (model().index(row, 0, parent).data().toString() == name)
            return model().index(row, 0, parent);
    }
    return {};
}

void TestActing::choose(const QModelIndexList &rows)
{
    tree().selectionModel()->clear();
    for (const QModelIndex &row : rows) {
        tree().selectionModel()->setCurrentIndex(
            row, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

QByteArrayList TestActing::chooseMembers(const QString &nsp, const QString &name)
{
    const QModelIndex parent = room(nsp, name);
    tree().expand(parent);
    QModelIndexList rows;
    for (int row = 0; row < model().rowCount(parent); ++row)
        rows.append(model().index(row, 0, parent));
    choose(rows);
    return rooms().actions().targets().names;
}

QPushButton *TestActing::button()
{
    const auto all = m_window->admins().commandDialog()->findChildren<QPushButton *>();
    for (QPushButton *const one : all) {
        if (one->isDefault())
            return one;
    }
    return nullptr;
}

QLineEdit *TestActing::edit(const char *name)
{
    return m_window->admins().commandDialog()->findChild<QLineEdit *>(QString::fromLatin1(name));
}

QStringList TestActing::waitForHeard(qsizetype count)
{
    QStringList all;
    const bool came = QTest::qWaitFor([&] {
        all += m_server->ask(R"(["heard"])");
        return all.size() >= count;
    });
    all.sort();
    return came ? all : QStringList();
}

/// What the capture says that was told to the server, in order.
QByteArrayList TestActing::told() const
{
    QByteArrayList events;
    QString error;
    const auto reader = Capture::StoreReader::open(m_window->document().path(), &error);
    std::vector<Capture::Id> ids;
    const Capture::StoreReader::Choice choice {.source = 1};
    const std::atomic_bool isCancelled = false;
    reader->choose(Capture::StoreReader::Rows::Messages, choice, 0, reader->lastMessage(),
                   isCancelled, [&](std::span<const Capture::Id> found) {
                       ids.insert(ids.end(), found.begin(), found.end());
                   });
    for (const Capture::MessageRow &row : reader->messages(ids)) {
        if (row.record.direction == Capture::Direction::Sent && !row.record.event.isEmpty())
            events.append(row.record.event);
    }
    return events;
}

/// To a namespace, to rooms and to members: each hears it once.
void TestActing::emits()
{
    attach({});
    const QString root = QStringLiteral("/");
    QSet<QByteArray> both;
    for (const char *name : {"room 1", "room 2"}) {
        for (const QByteArray &member : chooseMembers(root, QString::fromLatin1(name)))
            both.insert(member);
    }
    choose({room(root, QStringLiteral("room 1")), room(root, QStringLiteral("room 2"))});
    rooms().actions().action(Type::Emit)->trigger();
    QTest::keyClicks(edit("commandEvent"), QStringLiteral("hello"));
    ComposeArgument json;
    json.text = R"({"b":1,"a":"x"})";
    ComposeArgument text;
    text.kind = ComposeArgument::Kind::Text;
    text.text = "y";
    m_window->admins().commandDialog()->findChild<ArgumentList *>()->setArguments({json, text});
    button()->click();
    QStringList wanted;
    for (const QByteArray &member : both)
        wanted.append(QString::fromUtf8(member + R"( hello [{"b":1,"a":"x"},"y"])"));
    wanted.sort();
    QCOMPARE(waitForHeard(wanted.size()), wanted);

    const QByteArrayList members = chooseMembers(root, QStringLiteral("room 1"));
    choose({model().index(0, 0, room(root, QStringLiteral("room 1")))});
    rooms().actions().action(Type::Emit)->trigger();
    button()->click();
    QCOMPARE(
        waitForHeard(1),
        QStringList(QString::fromUtf8(members.constFirst() + R"( hello [{"b":1,"a":"x"},"y"])")));

    choose({space(QStringLiteral("/chat"))});
    rooms().actions().action(Type::Emit)->trigger();
    button()->click();
    QSet<QString> everybody;
    for (const QString &line : serverRooms()) {
        if (line.startsWith(QLatin1String("/chat ")))
            everybody.insert(line.section(u' ', -1)
                             + QStringLiteral(R"( hello [{"b":1,"a":"x"},"y"])"));
    }
    QStringList all(everybody.cbegin(), everybody.cend());
    all.sort();
    QCOMPARE(waitForHeard(all.size()), all);
    QTRY_COMPARE(told(), QByteArrayList({"emit", "emit", "emit"}));
}

void TestActing::joinsAndLeaves()
{
    attach({});
    const QString root = QStringLiteral("/");
    const QByteArrayList members = chooseMembers(root, QStringLiteral("room 1"));
    QVERIFY(members.size() > 1);
    rooms().actions().action(Type::Join)->trigger();
    QTest::keyClicks(edit("commandRoom"), QStringLiteral("v i p"));
    button()->click();
    QVERIFY(!m_window->admins().commandDialog()->isVisible());
    const auto inside = [this](const QString &name) {
        QByteArrayList ids;
        for (const QString &line : serverRooms()) {
            if (line.startsWith(QStringLiteral("/ %1 ").arg(name)))
                ids.append(line.section(u' ', -1).toUtf8());
        }
        return ids;
    };
    QTRY_COMPARE(inside(QStringLiteral("v i p")), members);
    QTRY_COMPARE(chooseMembers(root, QStringLiteral("v i p")), members);

    rooms().actions().action(Type::Leave)->trigger();
    QCOMPARE(edit("commandRoom")->text(), QStringLiteral("v i p"));
    button()->click();
    QTRY_COMPARE(inside(QStringLiteral("v i p")), QByteArrayList());

    // Rooms leave themselves: nobody is in them any more.
    choose({room(root, QStringLiteral("room 1")), room(root, QStringLiteral("room 2"))});
    rooms().actions().action(Type::Leave)->trigger();
    QVERIFY(edit("commandRoom")->text().isEmpty());
    button()->click();
    QTRY_COMPARE(inside(QStringLiteral("room 1")), QByteArrayList());
    QTRY_COMPARE(inside(QStringLiteral("room 2")), QByteArrayList());
    QTRY_COMPARE(told(), QByteArrayList({"join", "leave", "leave", "leave"}));
}

void TestActing::disconnects_data()
{
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QString>("reason");
    QTest::addRow("namespace") << false << QStringLiteral("io server disconnect");
    QTest::addRow("connection") << true << QStringLiteral("io server disconnect");
}

void TestActing::disconnects()
{
    QFETCH(bool, closes);
    QFETCH(QString, reason);
    attach({});
    const QByteArrayList members = chooseMembers(QStringLiteral("/"), QStringLiteral("room 1"));
    rooms().actions().action(Type::Disconnect)->trigger();
    m_window->admins().commandDialog()->findChild<QCheckBox *>()->setChecked(closes);
    button()->click();
    QStringList wanted;
    for (const QByteArray &member : members)
        wanted.append(QString::fromUtf8(member) + QStringLiteral(" disconnected: ") + reason);
    wanted.sort();
    QCOMPARE(waitForHeard(wanted.size()), wanted);
    QTRY_COMPARE(model().rowCount(room(QStringLiteral("/"), QStringLiteral("room 1"))), 0);
}

/// One of 3.x does it for sockets, one by one; it tells that of rooms it does not.
void TestActing::socketsOfAnOldServer()
{
    attach({}, "v3");
    const QString root = QStringLiteral("/");
    choose({room(root, QStringLiteral("room 1"))});
    QVERIFY(isOffered(Type::Emit));
    QVERIFY(!isOffered(Type::Join));
    QVERIFY(!isOffered(Type::Disconnect));
    const QByteArrayList members = chooseMembers(root, QStringLiteral("room 1"));
    QVERIFY(isOffered(Type::Join));
    rooms().actions().action(Type::Join)->trigger();
    QTest::keyClicks(edit("commandRoom"), QStringLiteral("vip"));
    button()->click();
    QTRY_COMPARE(chooseMembers(root, QStringLiteral("vip")), members);
    QTRY_COMPARE(told(), QByteArrayList(members.size(), "join"));
}

void TestActing::readOnly()
{
    attach({{QStringLiteral("readonly"), true}});
    chooseMembers(QStringLiteral("/"), QStringLiteral("room 1"));
    for (const Type type : {Type::Emit, Type::Join, Type::Leave, Type::Disconnect})
        QVERIFY(!isOffered(type));
}

QTEST_MAIN(TestActing)
#include "tst_acting.moc"
