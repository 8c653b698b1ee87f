// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/packetwriter.h"

#include "protocol/socketio/compose.h"

#include <QTest>

using Client::PacketWriter;
using SocketIo::PacketType;

class TestPacketWriter : public QObject
{
    Q_OBJECT

private slots:
    void writesText();
    void writesMsgpack();
    void writesMsgpackOfProtocol4();
    void refusesWhatIsNoJson();

private:
    static QByteArray described(const std::optional<QList<EngineIo::Packet>> &packets);
};

QByteArray TestPacketWriter::described(const std::optional<QList<EngineIo::Packet>> &packets)
{
    if (!packets)
        return "nothing";
    QByteArray text;
    for (const EngineIo::Packet &packet : *packets) {
        text += packet.binary ? "b:" + packet.data().toByteArray().toHex()
                              : "t:" + packet.data().toByteArray();
        text += ' ';
    }
    return text.trimmed();
}

void TestPacketWriter::writesText()
{
    const PacketWriter writer(5, false);
    QCOMPARE(described(writer.write(SocketIo::plainMessage(PacketType::Connect, "/a", "{}"))),
             QByteArray("t:0/a,{}"));
    QCOMPARE(described(writer.write(SocketIo::eventMessage(
                 "/", "e", {R"(1.0,{"_placeholder":true,"num":0})", {QByteArray("\x01\x02")}}, 7))),
             QByteArray(R"(t:51-7["e",1.0,{"_placeholder":true,"num":0}] b:0102)"));
}

void TestPacketWriter::writesMsgpack()
{
    const PacketWriter writer(5, true);
    // As section "socket.io-msgpack-parser" of the notes has it, without what JavaScript adds.
    QCOMPARE(described(writer.write(SocketIo::plainMessage(PacketType::Disconnect, "/chat"))),
             "b:82a47479706501a36e7370a5" + QByteArray("/chat").toHex());
    const QByteArray event = described(writer.write(SocketIo::eventMessage(
        "/", "e", {R"({"_placeholder":true,"num":0})", {QByteArray("\x01\x02")}})));
    QVERIFY2(event.startsWith("b:83a47479706502"), event.constData()); // type 2
    QVERIFY2(event.contains("c4020102"), event.constData()); // bin 8
}

void TestPacketWriter::writesMsgpackOfProtocol4()
{
    const PacketWriter writer(4, true);
    auto connect = SocketIo::plainMessage(PacketType::Connect, "/chat");
    connect.packet.query = "token=x";
    QCOMPARE(described(writer.write(connect)),
             QByteArray(R"(t:{"type":0,"query":"token=x","nsp":"/chat?token=x"})"));
    QVERIFY(described(writer.write(SocketIo::ackMessage("/", 1, {}))).startsWith("b:"));
}

void TestPacketWriter::refusesWhatIsNoJson()
{
    for (const bool msgpack : {false, true}) {
        const PacketWriter writer(5, msgpack);
        QCOMPARE(described(writer.write(SocketIo::eventMessage("/", "e", {"{a:1}", {}}))),
                 QByteArray("nothing"));
        QCOMPARE(described(writer.write(SocketIo::eventMessage("/", "e", {"1,", {}}))),
                 QByteArray("nothing"));
    }
}

QTEST_GUILESS_MAIN(TestPacketWriter)

#include "tst_packetwriter.moc"
