// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/namespacebook.h"

#include <QTest>

using Client::NamespaceBook;
using Client::NamespaceEntry;
using Client::NamespaceOptions;
using State = Client::NamespaceStatus::State;

namespace {

const QList<NamespaceOptions> Root {NamespaceOptions {}};

SocketIo::Packet eventPacket(const QByteArray &data)
{
    SocketIo::Packet packet;
    packet.type = SocketIo::PacketType::Event;
    packet.data = data;
    return packet;
}

} // namespace

class TestNamespaceBook : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheOrder();
    void connects();
    void namesSocketsOfProtocol4();
    void demandsASid();
    void recovers();
    void forgetsWhatWasNotRecovered();
    void putsRecoveryBeforeAuth_data();
    void putsRecoveryBeforeAuth();
    void asksAgain();
    void losesASession();
};

void TestNamespaceBook::keepsTheOrder()
{
    NamespaceBook book({{.name = "/b"}, {.name = "a"}});
    book.want({.name = "/"});
    book.want({.name = "/b", .auth = "{}"});
    QByteArray names;
    for (const auto &status : book.statuses())
        names += status.name + ' ';
    QCOMPARE(names, QByteArray("/b /a / "));
    QCOMPARE(book.find("/b")->options.auth, QByteArray("{}"));
    QVERIFY(!book.find("b"));
}

void TestNamespaceBook::connects()
{
    NamespaceBook book(Root);
    NamespaceEntry &root = *book.find("/");
    QCOMPARE(root.status.state, State::Asked);
    QVERIFY(NamespaceBook::takeConnect(root, R"({"sid":"s1"})", 5, "engine"));
    QCOMPARE(root.status.state, State::Connected);
    QCOMPARE(root.status.socketId, QByteArray("s1"));
    QVERIFY(!root.status.isRecovered);
}

void TestNamespaceBook::namesSocketsOfProtocol4()
{
    NamespaceBook book({NamespaceOptions {}, {.name = "/chat"}});
    QVERIFY(NamespaceBook::takeConnect(*book.find("/"), {}, 4, "engine"));
    QVERIFY(NamespaceBook::takeConnect(*book.find("/chat"), {}, 4, "engine"));
    QCOMPARE(book.find("/")->status.socketId, QByteArray("engine"));
    QCOMPARE(book.find("/chat")->status.socketId, QByteArray("/chat#engine"));
}

void TestNamespaceBook::demandsASid()
{
    NamespaceBook book(Root);
    QVERIFY(!NamespaceBook::takeConnect(*book.find("/"), {}, 5, "engine"));
    QVERIFY(!book.find("/")->isConnected());
}

void TestNamespaceBook::recovers()
{
    NamespaceBook book(Root);
    NamespaceEntry &root = *book.find("/");
    NamespaceBook::takeEvent(root, eventPacket(R"(["early","x"])"));
    QCOMPARE(root.offset, QByteArray()); // there is no recovery yet
    NamespaceBook::takeConnect(root, R"({"sid":"s1","pid":"p1"})", 5, {});
    NamespaceBook::takeEvent(root, eventPacket(R"(["news",1,"offset 1"])"));
    NamespaceBook::takeEvent(root, eventPacket(R"(["no offset",2])"));
    NamespaceBook::takeEvent(root, eventPacket(R"(["name only"])"));
    SocketIo::Packet question = eventPacket(R"(["question","no offset either"])");
    question.ackId = 3;
    NamespaceBook::takeEvent(root, question);
    book.disconnectAll();
    QCOMPARE(connectData(root), QByteArray(R"({"pid":"p1","offset":"offset 1"})"));
    NamespaceBook::takeConnect(root, R"({"sid":"s1","pid":"p1"})", 5, {});
    QVERIFY(root.status.isRecovered);
    QCOMPARE(root.offset, QByteArray("offset 1"));
}

void TestNamespaceBook::forgetsWhatWasNotRecovered()
{
    NamespaceBook book(Root);
    NamespaceEntry &root = *book.find("/");
    NamespaceBook::takeConnect(root, R"({"sid":"s1","pid":"p1"})", 5, {});
    NamespaceBook::takeEvent(root, eventPacket(R"(["news","offset 1"])"));
    book.disconnectAll();
    NamespaceBook::takeConnect(root, R"({"sid":"s2","pid":"p2"})", 5, {});
    QVERIFY(!root.status.isRecovered);
    QCOMPARE(connectData(root), QByteArray(R"({"pid":"p2"})"));
    NamespaceBook::forget(root);
    QCOMPARE(connectData(root), QByteArray());
}

void TestNamespaceBook::putsRecoveryBeforeAuth_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("none") << QByteArray() << QByteArray(R"({"pid":"p","offset":"o\"1"})");
    QTest::newRow("empty") << QByteArray("{ }") << QByteArray(R"({"pid":"p","offset":"o\"1"})");
    QTest::newRow("as it was written")
        << QByteArray(R"( {"b" : 1.0,"a":{}} )")
        << QByteArray(R"({"pid":"p","offset":"o\"1","b" : 1.0,"a":{}})");
}

void TestNamespaceBook::putsRecoveryBeforeAuth()
{
    NamespaceEntry entry;
    QFETCH(const QByteArray, auth);
    entry.options.auth = auth;
    QCOMPARE(connectData(entry), auth.trimmed());
    entry.recoveryId = "p";
    entry.offset = "o\"1";
    QTEST(connectData(entry), "data");
}

void TestNamespaceBook::asksAgain()
{
    NamespaceBook book({NamespaceOptions {}, {.name = "/a"}});
    NamespaceEntry &root = *book.find("/");
    NamespaceEntry &a = *book.find("/a");
    a.status.state = State::Refused;
    NamespaceBook::forget(a);
    NamespaceBook::forget(root);
    root.isLeft = true;
    QVERIFY(!book.wantsAny());
    book.wantAgain();
    QVERIFY(a.isWanted);
    QVERIFY(!root.isWanted); // the user left it
    NamespaceBook::forget(a);
    a.isLeft = true;
    book.wantAgain();
    QVERIFY(a.isWanted && root.isWanted); // else there would be nothing to do
    book.startSession();
    QCOMPARE(a.status.state, State::Asked);
}

void TestNamespaceBook::losesASession()
{
    NamespaceBook book({NamespaceOptions {}, {.name = "/refused"}});
    NamespaceEntry &root = *book.find("/");
    NamespaceBook::takeConnect(root, R"({"sid":"s1"})", 5, {});
    root.questions.insert(3);
    NamespaceEntry &refused = *book.find("/refused");
    refused.status.state = State::Refused;
    NamespaceBook::forget(refused);
    book.disconnectAll();
    QCOMPARE(root.status.state, State::Disconnected);
    QVERIFY(root.status.socketId.isEmpty());
    QVERIFY(root.questions.isEmpty());
    QVERIFY(root.isWanted);
    QCOMPARE(refused.status.state, State::Refused);
}

QTEST_GUILESS_MAIN(TestNamespaceBook)

#include "tst_namespacebook.moc"
