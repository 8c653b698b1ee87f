// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/command.h"

#include <QTest>

using Admin::Command;
using Type = Command::Type;
using Subject = Command::Subject;

/// The packets are those of @socket.io/admin-ui 0.5.1.
class TestCommand : public QObject
{
    Q_OBJECT
private slots:
    void arguments_data();
    void arguments();
    void reads_data();
    void reads();
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
        << Command {.subject = Subject::Sockets,
                    .targets = {"y14O"},
                    .event = "hello",
                    .arguments = {R"("world",{"x":1})", {}}}
        << QByteArray("emit") << QByteArray(R"("/","y14O","hello","world",{"x":1})");
    QTest::newRow("emit to rooms")
        << Command {.subject = Subject::Rooms, .targets = {"a", "b"}, .event = "hello"}
        << QByteArray("emit") << QByteArray(R"("/",["a","b"],"hello")");
    QTest::newRow("the room without a name is not everybody")
        << Command {.type = Type::Disconnect, .subject = Subject::Rooms, .targets = {""}}
        << QByteArray("_disconnect") << QByteArray(R"("/",false,[""])");
    QTest::newRow("emit to all") << Command {.event = "hello-all"} << QByteArray("emit")
                                 << QByteArray(R"("/",null,"hello-all")");
    QTest::newRow("join") << Command {.type = Type::Join,
                                      .subject = Subject::Sockets,
                                      .targets = {"id"},
                                      .room = "a \"b\""}
                          << QByteArray("join") << QByteArray(R"("/","a \"b\"","id")");
    QTest::newRow("all leave") << Command {.type = Type::Leave, .nsp = "/chat", .room = "r"}
                               << QByteArray("leave") << QByteArray(R"("/chat","r")");
    QTest::newRow("disconnect") << Command {.type = Type::Disconnect,
                                            .subject = Subject::Sockets,
                                            .targets = {"id"}}
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
    if (command.subject == Subject::Sockets) // which nothing tells from rooms
        command.subject = Subject::Rooms;
    QCOMPARE(Admin::readCommand(command.name(), command.toArguments()), command);
}

void TestCommand::reads_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<std::optional<Command>>("command");
    const std::optional<Command> none;
    for (const char *filter : {"null", "false", "0", "-0.0", "\"\""}) {
        QTest::addRow("%s means all", filter)
            << QByteArray("join") << R"("/","r",)" + QByteArray(filter)
            << std::optional(Command {.type = Type::Join, .room = "r"});
    }
    QTest::newRow("the empty room") << QByteArray("join") << QByteArray(R"("/","")")
                                    << std::optional(Command {.type = Type::Join});
    QTest::newRow("spaces") << QByteArray("emit")
                            << QByteArray(R"( "/" , "a" , "e" , 1.50 , {"b": 1} )")
                            << std::optional(Command {.subject = Subject::Rooms,
                                                      .targets = {"a"},
                                                      .event = "e",
                                                      .arguments = {R"(1.50,{"b": 1})", {}}});
    QTest::newRow("anything closes") << QByteArray("_disconnect") << QByteArray(R"("/",{},"id")")
                                     << std::optional(Command {.type = Type::Disconnect,
                                                               .subject = Subject::Rooms,
                                                               .targets = {"id"},
                                                               .closesTransport = true});
    QTest::newRow("no close") << QByteArray("_disconnect") << QByteArray(R"("/")")
                              << std::optional(Command {.type = Type::Disconnect});
    QTest::newRow("no command") << QByteArray("hello") << QByteArray(R"("/","r")") << none;
    QTest::newRow("nothing") << QByteArray("join") << QByteArray() << none;
    QTest::newRow("no namespace") << QByteArray("emit") << QByteArray(R"(null,null,"e")") << none;
    QTest::newRow("no room") << QByteArray("leave") << QByteArray(R"("/",7)") << none;
    QTest::newRow("no filter") << QByteArray("leave") << QByteArray(R"("/","r",7)") << none;
    QTest::newRow("nobody") << QByteArray("leave") << QByteArray(R"("/","r",[])") << none;
    QTest::newRow("no room among rooms")
        << QByteArray("leave") << QByteArray(R"("/","r",["a",7])") << none;
    QTest::newRow("no event") << QByteArray("emit") << QByteArray(R"("/",null)") << none;
    QTest::newRow("reserved") << QByteArray("emit") << QByteArray(R"("/",null,"disconnect")")
                              << none;
}

void TestCommand::reads()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, json);
    QTEST(Admin::readCommand(name, {json, {}}), "command");
}

void TestCommand::support_data()
{
    QTest::addColumn<QByteArrayList>("features");
    QTest::addColumn<Command>("command");
    QTest::addColumn<QByteArrayList>("sent");
    const QByteArrayList three {"EMIT", "JOIN", "LEAVE", "DISCONNECT", "AGGREGATED_EVENTS"};
    const QByteArrayList four = three + QByteArrayList {"MJOIN", "MLEAVE", "MDISCONNECT"};
    const QByteArrayList ab {"a", "b"};
    const QByteArrayList none;
    const auto add
        = [](const char *name, const QByteArrayList &features, const Command &command,
             const QByteArrayList &sent) { QTest::newRow(name) << features << command << sent; };
    add("3.x: sockets join", three,
        {.type = Type::Join, .subject = Subject::Sockets, .targets = ab, .room = "r"},
        {R"("/","r","a")", R"("/","r","b")"});
    add("3.x: a room joins", three,
        {.type = Type::Join, .subject = Subject::Rooms, .targets = ab, .room = "r"}, none);
    add("3.x: all join", three, {.type = Type::Join, .room = "r"}, none);
    add("3.x: emit to all", three, {.event = "e"}, {R"("/",null,"e")"});
    add("3.x: emit to rooms", three, {.subject = Subject::Rooms, .targets = ab, .event = "e"},
        {R"("/","a","e")", R"("/","b","e")"});
    add("4.x: all leave", four, {.type = Type::Leave, .room = "r"}, {R"("/","r")"});
    add("4.x: sockets go", four,
        {.type = Type::Disconnect, .subject = Subject::Sockets, .targets = ab},
        {R"("/",false,["a","b"])"});
    add("4.x: emit to rooms", four, {.subject = Subject::Rooms, .targets = ab, .event = "e"},
        {R"("/",["a","b"],"e")"});
    add("no targets are not everybody", four,
        {.type = Type::Disconnect, .subject = Subject::Sockets}, none);
    add("read-only", {"AGGREGATED_EVENTS", "ALL_EVENTS"}, {.event = "e"}, none);
}

/// What is sent for it, in order.
void TestCommand::support()
{
    QFETCH(QByteArrayList, features);
    QFETCH(Command, command);
    QByteArrayList sent;
    for (const Command &one : command.forServer(features))
        sent.append(one.toArguments().json);
    QTEST(sent, "sent");
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
