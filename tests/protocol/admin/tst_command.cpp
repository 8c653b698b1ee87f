// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/command.h"

#include <QTest>

using Admin::Command;
using Type = Command::Type;

/// The packets are those of @socket.io/admin-ui 0.5.1.
class TestCommand : public QObject
{
    Q_OBJECT
private slots:
    void arguments_data();
    void arguments();
    void support_data();
    void support();
    void whatServersDo();
};

void TestCommand::arguments_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("emit to a socket")
        << Command {.filter = "y14O", .event = "hello", .arguments = {R"("world",{"x":1})", {}}}
        << QByteArray("emit") << QByteArray(R"("/","y14O","hello","world",{"x":1})");
    QTest::newRow("emit to all") << Command {.event = "hello-all"} << QByteArray("emit")
                                 << QByteArray(R"("/",null,"hello-all")");
    QTest::newRow("join") << Command {.type = Type::Join, .filter = "id", .room = "a \"b\""}
                          << QByteArray("join") << QByteArray(R"("/","a \"b\"","id")");
    QTest::newRow("all leave") << Command {.type = Type::Leave, .nsp = "/chat", .room = "r"}
                               << QByteArray("leave") << QByteArray(R"("/chat","r")");
    QTest::newRow("disconnect") << Command {.type = Type::Disconnect, .filter = "id"}
                                << QByteArray("_disconnect") << QByteArray(R"("/",false,"id")");
    QTest::newRow("all of them, with their transports")
        << Command {.type = Type::Disconnect, .closesTransport = true} << QByteArray("_disconnect")
        << QByteArray(R"("/",true)");
}

void TestCommand::arguments()
{
    QFETCH(Command, command);
    QTEST(command.name(), "name");
    QTEST(command.toArguments().json, "json");
}

void TestCommand::support_data()
{
    QTest::addColumn<QByteArrayList>("features");
    QTest::addColumn<Command>("command");
    QTest::addColumn<bool>("isSupported");
    const QByteArrayList three {"EMIT", "JOIN", "LEAVE", "DISCONNECT", "AGGREGATED_EVENTS"};
    const QByteArrayList four = three + QByteArrayList {"MJOIN", "MLEAVE", "MDISCONNECT"};
    QTest::newRow("3.x: one joins") << three << Command {.type = Type::Join, .filter = "a"} << true;
    QTest::newRow("3.x: all join") << three << Command {.type = Type::Join} << false;
    QTest::newRow("3.x: emit to all") << three << Command {} << true;
    QTest::newRow("4.x: all leave") << four << Command {.type = Type::Leave} << true;
    QTest::newRow("4.x: all go") << four << Command {.type = Type::Disconnect} << true;
    QTest::newRow("read-only") << QByteArrayList {"AGGREGATED_EVENTS", "ALL_EVENTS"} << Command {}
                               << false;
}

void TestCommand::support()
{
    QFETCH(QByteArrayList, features);
    QFETCH(Command, command);
    QTEST(command.isSupportedBy(features), "isSupported");
}

void TestCommand::whatServersDo()
{
    QVERIFY(Admin::tellsRooms({"AGGREGATED_EVENTS", "ALL_EVENTS"}));
    QVERIFY(!Admin::tellsRooms({"EMIT", "AGGREGATED_EVENTS"})); // production
    QVERIFY(Admin::tellsRooms({"EMIT"})); // up to 0.3
    QVERIFY(Admin::takesCommands({"EMIT"}));
    QVERIFY(!Admin::takesCommands({"AGGREGATED_EVENTS", "ALL_EVENTS"}));
}

QTEST_GUILESS_MAIN(TestCommand)
#include "tst_command.moc"
