// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/records.h"

#include <QTemporaryDir>

/// A small capture file with one of each thing that Details shows, for tests of views.
class SampleCapture
{
public:
    enum Message : Capture::Id {
        Handshake = 1,
        Open,
        Connect,
        Asking, ///< an event that was answered
        Answer,
        Upload, ///< an event with an attachment
        BadText, ///< bytes that are no UTF-8
        Long, ///< 3 MiB of JSON
        Close,
        Pending, ///< an event that waits for its answer
        Msgpack
    };
    enum Exchange : Capture::Id { Upgrade = 1, Coded };

    static constexpr qint64 LongSize = qint64(3) << 20;

    SampleCapture() { write(); }

    QString path() const { return m_folder.filePath(QStringLiteral("sample.sockscope")); }
    std::unique_ptr<Capture::StoreReader> open() const
    {
        return Capture::StoreReader::open(path(), nullptr);
    }

    static QByteArray pdf() { return QByteArrayLiteral("%PDF-1.4\n%\x00\x01\xff some bytes"); }
    static QByteArray codedJson() { return QByteArrayLiteral("{\"stored\":[9182,1.50]}"); }
    static QByteArray sid() { return QByteArrayLiteral("GVE42ACVDI27M4s9AAAi"); }
    static QByteArray pid() { return QByteArrayLiteral("Zz8kQwPrivateIdAAAB"); }

private:
    static Capture::MessageRecord packet(Capture::Id id, Capture::Direction direction,
                                         Capture::Kind kind, const QByteArray &content,
                                         qint64 dataOffset)
    {
        Capture::MessageRecord message;
        message.id = id;
        message.time = Samples::at(id * 1000);
        message.session = 1;
        message.connection = 1;
        message.direction = direction;
        message.transport = Capture::Transport::WebSocket;
        message.kind = kind;
        message.content = content;
        message.dataOffset = dataOffset;
        message.payloadBytes = content.size() - dataOffset;
        message.engineIoBytes = dataOffset > 0 ? 1 : 0;
        message.socketIoBytes = dataOffset > 1 ? dataOffset - 1 : 0;
        message.transportBytes = direction == Capture::Direction::Sent ? 6 : 2;
        return message;
    }

    static Capture::MessageRecord socketIo(Capture::MessageRecord message, int type,
                                           const QByteArray &event = {}, qint64 ackId = -1)
    {
        message.engineIo = 4;
        message.socketIo = static_cast<qint8>(type);
        message.nsp = "/";
        message.event = event;
        message.ackId = ackId;
        return message;
    }

    void addMessages(Capture::RecordBatch *batch) const;
    void addExchanges(Capture::RecordBatch *batch) const;
    void write();

    QTemporaryDir m_folder;
};

inline void SampleCapture::addMessages(Capture::RecordBatch *batch) const
{
    using Capture::Direction;
    using Capture::Kind;
    auto &messages = batch->messages;
    auto handshake = packet(Handshake, Direction::Sent, Kind::Handshake, {}, 0);
    handshake.exchange = Upgrade;
    messages.push_back(handshake);
    auto open = packet(Open, Direction::Received, Kind::EioOpen,
                       "0{\"sid\":\"" + sid() + "\",\"upgrades\":[],\"pingInterval\":25000}", 1);
    open.engineIo = 0;
    messages.push_back(open);
    messages.push_back(
        socketIo(packet(Connect, Direction::Received, Kind::Connect,
                        "40{\"sid\":\"oSO0OpakMV_3jnilAAAA\",\"pid\":\"" + pid() + "\"}", 2),
                 0));
    messages.push_back(
        socketIo(packet(Asking, Direction::Sent, Kind::Event,
                        "426[\"chat message\",{\"z\":1,\"a\":12345678901234567890.10,\"a\":2}]", 3),
                 2, "chat message", 6));
    auto answer = socketIo(
        packet(Answer, Direction::Received, Kind::Ack, "436[\"stored\",9182]", 3), 3, {}, 6);
    answer.ackOf = Asking;
    answer.ackLatencyUs = 812'000;
    messages.push_back(answer);
    auto upload = socketIo(packet(Upload, Direction::Sent, Kind::Event,
                                  "451-[\"upload\",{\"name\":\"plan.pdf\"},"
                                  "{\"_placeholder\":true,\"num\":0}]",
                                  4),
                           5, "upload");
    upload.attachments.emplace_back(pdf());
    messages.push_back(upload);
    messages.push_back(
        packet(BadText, Direction::Received, Kind::Text, "caf\xe9 {\"a\":1}\nsecond", 0));
    QByteArray text = "[";
    while (text.size() < LongSize)
        text += "{\"number\":" + QByteArray::number(text.size()) + ",\"text\":\"some words\"},";
    text += "null]";
    messages.push_back(packet(Long, Direction::Received, Kind::Text, text, 0));
    auto close = packet(Close, Direction::Received, Kind::Close, "\x03\xe9going home", 0);
    close.isBinary = true;
    messages.push_back(close);
    auto pending = socketIo(packet(Pending, Direction::Sent, Kind::Event, "427[\"order\",1]", 3), 2,
                            "order", 7);
    pending.problems.add(Problem::SioNotConnected);
    messages.push_back(pending);
    // {"type":2,"data":["hello",<01 02>],"nsp":"/"}
    auto msgpack = socketIo(packet(Msgpack, Direction::Sent, Kind::Event,
                                   QByteArray::fromHex("83a47479706502a46461746192a568656c6c6f"
                                                       "c4020102a36e7370a12f"),
                                   0),
                            2, "hello");
    msgpack.isMsgpack = true;
    msgpack.isBinary = true;
    messages.push_back(msgpack);
    batch->answers.push_back({Asking, Answer, 812'000});
}

inline void SampleCapture::addExchanges(Capture::RecordBatch *batch) const
{
    Capture::ExchangeRecord upgrade;
    upgrade.id = Upgrade;
    upgrade.connection = 1;
    upgrade.session = 1;
    upgrade.message = Handshake;
    upgrade.requestStarted = Samples::at(0);
    upgrade.method = "GET";
    upgrade.target = "/socket.io/?EIO=4&transport=websocket&sid=" + sid();
    upgrade.status = 101;
    upgrade.requestHead = QByteArray("GET " + upgrade.target
                                     + " HTTP/1.1\r\nHost: 127.0.0.1:3000\r\n"
                                       "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    upgrade.responseHead
        = QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
    upgrade.isHandshake = true;
    batch->exchanges.push_back(upgrade);

    Capture::ExchangeRecord coded;
    coded.id = Coded;
    coded.connection = 1;
    coded.session = 1;
    coded.requestStarted = Samples::at(100);
    coded.responseStarted = Samples::at(1300);
    coded.responseEnded = Samples::at(2100);
    coded.method = "POST";
    coded.target = "/api?q=[1]";
    coded.status = 200;
    coded.requestHead = QByteArray("POST /api?q=[1] HTTP/1.1\r\nHost: 127.0.0.1:3000\r\n"
                                   "Content-Type: text/plain\r\nContent-Length: 10\r\n"
                                   "X-Empty:\r\n\r\n");
    coded.requestBody = QByteArray("it's @here");
    coded.responseHead = QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n");
    coded.responseBody = qCompress(codedJson()).mid(4);
    coded.responseCoding = "deflate";
    coded.wireBytes = {120, 90};
    batch->exchanges.push_back(coded);
}

inline void SampleCapture::write()
{
    Capture::RecordBatch batch;
    Capture::SourceRecord source;
    source.id = 1;
    source.name = "127.0.0.1:9000 -> http://127.0.0.1:3000";
    source.listen = "127.0.0.1:9000";
    source.target = "http://127.0.0.1:3000";
    batch.sources.push_back(source);
    batch.connections.push_back(Samples::connection(1));
    batch.sessions.push_back(Samples::session(1));
    addExchanges(&batch);
    addMessages(&batch);
    for (Capture::Id id = Open; id <= Msgpack; ++id) {
        auto frame
            = Samples::frame(id, id, batch.messages[static_cast<std::size_t>(id - 1)].content.size);
        frame.direction = batch.messages[static_cast<std::size_t>(id - 1)].direction;
        batch.frames.push_back(frame);
    }
    Capture::ProblemRecord problem;
    problem.id = 1;
    problem.time = Samples::at(10'000);
    problem.problem = Problem::SioNotConnected;
    problem.session = 1;
    problem.connection = 1;
    problem.message = Pending;
    problem.detail = "/admin";
    batch.problems.push_back(problem);
    problem.id = 2;
    problem.problem = Problem::TapReset;
    problem.message = 0;
    problem.session = 0;
    batch.problems.push_back(problem);
    batch.weight = 1;
    auto writer = Capture::StoreWriter::create(path(), nullptr);
    if (writer && writer->write(batch) && writer->commit())
        writer->finish();
}
