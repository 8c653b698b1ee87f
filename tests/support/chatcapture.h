// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/advance.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"

#include <QString>
#include <QTemporaryDir>

/// A small capture for tests of views: a chat over Socket.IO, a ticker over plain WebSocket, a
/// client that only polls. Written to a real file through the real writer; each addition comes
/// back as the Advance that views are told.
class ChatCapture
{
public:
    ChatCapture()
        : m_path(m_folder.filePath(QStringLiteral("chat.sockscope")))
        , m_writer(Capture::StoreWriter::create(m_path, &m_error))
    {
    }

    bool isGood() const { return m_writer != nullptr; }
    const QString &path() const { return m_path; }
    std::unique_ptr<Capture::StoreReader> reader() const
    {
        QString error;
        return Capture::StoreReader::open(m_path, &error);
    }

    /// A tap with five sessions, their handshakes, and sixteen messages that say most there is to
    /// say.
    Capture::Advance addChat()
    {
        using namespace Capture;
        Advance advance;
        RecordBatch batch;
        batch.sources = {{.id = 1,
                          .type = SourceRecord::Type::Tap,
                          .name = "127.0.0.1:9000 -> http://localhost:3000",
                          .listen = "127.0.0.1:9000",
                          .target = "http://localhost:3000",
                          .time = at(0)}};
        for (Id id = 1; id <= 5; ++id) {
            batch.connections.push_back(connection(id));
            batch.sessions.push_back(session(id));
            batch.exchanges.push_back(exchange(id));
        }
        advance.sources = batch.sources;
        advance.connections = batch.connections;
        advance.sessions = batch.sessions;
        advance.exchanges = {1, 2, 3, 4, 5};

        handshake(batch, 1);
        handshake(batch, 4);
        add(batch, 1, Direction::Received, Kind::EioOpen, {}, {}, "0",
            R"({"sid":"Ab3xK42ACVDI27M4s9AA","upgrades":[],"pingInterval":25000})");
        add(batch, 1, Direction::Received, Kind::Connect, "/chat", {}, "40/chat,",
            R"({"sid":"jH2QACVDI27M4s9AAAi"})");
        const Id asked = add(batch, 1, Direction::Sent, Kind::Event, "/chat", "chat message",
                             "42/chat,0", R"(["chat message",{"room":"lobby","text":"hi"}])", 0);
        add(batch, 2, Direction::Received, Kind::Event, "/chat", "chat message", "42/chat,",
            R"(["chat message",{"room":"lobby","text":"hi"}])");
        const Id answer = add(batch, 1, Direction::Received, Kind::Ack, "/chat", {}, "43/chat,0",
                              R"(["stored",9182])", 0, asked);
        batch.answers.push_back({.asked = asked, .answer = answer, .latencyUs = 12'100});
        add(batch, 4, Direction::Received, Kind::Text, {}, {}, {},
            R"({"type":"tick","symbol":"ACME","price":12345678901234567890.10})");
        add(batch, 1, Direction::Sent, Kind::EioPong, {}, {}, "3", {});
        add(batch, 1, Direction::Sent, Kind::Event, "/", "typing", "42",
            R"(["typing",{"on":true}])");
        const Id upload
            = add(batch, 1, Direction::Sent, Kind::Event, "/files", "upload", "451-/files,1",
                  R"(["upload","plan.pdf",{"_placeholder":true,"num":0}])", 1);
        batch.messages.back().attachments = {QByteArray(49'152, 'p')};
        batch.messages.back().payloadBytes += 49'152;
        const Id stored = add(batch, 1, Direction::Received, Kind::Ack, "/files", {}, "43/files,1",
                              R"(["ok",{"id":77}])", 1, upload);
        batch.answers.push_back({.asked = upload, .answer = stored, .latencyUs = 812'000});
        add(batch, 2, Direction::Sent, Kind::Event, "/chat", "history", "42/chat,7",
            R"(["history",{"before":9182,"limit":50}])", 7);
        add(batch, 3, Direction::Received, Kind::ConnectError, "/trade", {}, "44/trade,",
            R"({"message":"not authorised"})");
        batch.messages.back().problems.add(Problem::SioConnectError);
        add(batch, 5, Direction::Sent, Kind::Event, "/chat", "order", "42/chat,3",
            R"(["order",{"sku":"A-1009","n":1}])", 3);
        add(batch, 4, Direction::Sent, Kind::Close, {}, {}, QByteArray("\x03\xe9", 2),
            "Going Away");
        write(batch, advance);
        return advance;
    }

    /// \a count more messages of session \a session, "tick" events.
    Capture::Advance addTicks(int count, Capture::Id session = 1)
    {
        using namespace Capture;
        RecordBatch batch;
        for (int i = 0; i < count; ++i) {
            add(batch, session, Direction::Received, Kind::Event, "/chat", "tick", "42/chat,",
                R"(["tick",{"number":)" + QByteArray::number(m_messages + 1) + "}]");
        }
        Advance advance;
        write(batch, advance);
        return advance;
    }

    /// The answer to \a asked arrives.
    Capture::Advance addAnswer(Capture::Id asked)
    {
        using namespace Capture;
        RecordBatch batch;
        const Id answer = add(batch, 2, Direction::Received, Kind::Ack, "/chat", {}, "43/chat,7",
                              "[[]]", 7, asked);
        batch.answers.push_back({.asked = asked, .answer = answer, .latencyUs = 9'700});
        Advance advance;
        write(batch, advance);
        advance.changedMessages = {asked};
        return advance;
    }

    /// Who is in which room, as it is now.
    Capture::Advance addMemberships(const std::vector<Capture::MembershipRecord> &memberships)
    {
        Capture::RecordBatch batch;
        batch.memberships = memberships;
        Capture::Advance advance;
        write(batch, advance);
        advance.memberships = memberships;
        return advance;
    }

    /// What an admin namespace tells of servers and sockets.
    Capture::Advance addTold(const std::vector<Capture::ServerRecord> &servers,
                             const std::vector<Capture::SocketRecord> &sockets)
    {
        Capture::RecordBatch batch;
        batch.servers = servers;
        batch.sockets = sockets;
        Capture::Advance advance;
        write(batch, advance);
        advance.servers = servers;
        advance.sockets = sockets;
        return advance;
    }

    /// An event of an app: `["event",argument]`.
    Capture::Id addSent(Capture::Id session, const QByteArray &event, const QByteArray &argument)
    {
        using namespace Capture;
        RecordBatch batch;
        const Id id = add(batch, session, Direction::Sent, Kind::Event, "/chat", event, "42/chat,",
                          "[\"" + event + "\"," + argument + ']');
        Advance advance;
        write(batch, advance);
        return id;
    }

    /// One event that all \a sessions get at once. Returns its numbers.
    std::vector<Capture::Id> addNews(const std::vector<Capture::Id> &sessions)
    {
        using namespace Capture;
        RecordBatch batch;
        std::vector<Id> ids;
        for (const Id session : sessions) {
            ids.push_back(add(batch, session, Direction::Received, Kind::Event, "/chat", "news",
                              "42/chat,", R"(["news","for all"])"));
            batch.messages.back().time = batch.messages.front().time;
        }
        Advance advance;
        write(batch, advance);
        return ids;
    }

    /// A tap did something to an earlier message.
    Capture::Advance alter(Capture::Id message, const Capture::Alteration &alteration)
    {
        Capture::RecordBatch batch;
        batch.alterations = {{.message = message, .time = at(m_clock), .alteration = alteration}};
        Capture::Advance advance;
        write(batch, advance);
        advance.changedMessages = {message};
        advance.altered = 1;
        return advance;
    }

    void keepGuesses(const std::vector<Capture::MembershipRecord> &guesses)
    {
        Capture::RecordBatch batch;
        batch.guesses = guesses;
        m_writer->write(batch);
        m_writer->commit();
    }

    void annotate(const Capture::Annotation &annotation)
    {
        Capture::RecordBatch batch;
        batch.annotations = {annotation};
        m_writer->write(batch);
        m_writer->commit();
    }

    Capture::Id lastMessage() const { return m_messages; }
    static Capture::Time at(qint64 microseconds)
    {
        // 2026-03-01T12:00:00Z
        return Capture::Time(std::chrono::microseconds(1'772'366'400'000'000 + microseconds));
    }

private:
    Capture::Id add(Capture::RecordBatch &batch, Capture::Id session, Capture::Direction direction,
                    Capture::Kind kind, const QByteArray &nsp, const QByteArray &event,
                    const QByteArray &head, const QByteArray &data, qint64 ackId = -1,
                    Capture::Id ackOf = 0)
    {
        Capture::MessageRecord message;
        message.id = ++m_messages;
        m_clock += 400 + message.id * 977 % 60'000;
        message.time = at(m_clock);
        message.session = session;
        message.connection = session;
        message.direction = direction;
        message.transport = Capture::Transport::WebSocket;
        message.kind = kind;
        message.nsp = nsp;
        message.event = event;
        message.content = QByteArray(head + data);
        message.dataOffset = kind == Capture::Kind::Close ? 0 : head.size();
        message.ackId = ackId;
        message.ackOf = ackOf;
        message.payloadBytes = data.size();
        message.socketIoBytes = head.size();
        message.transportBytes = 6;
        if (kind == Capture::Kind::Event || kind == Capture::Kind::Ack)
            message.socketIo = kind == Capture::Kind::Event ? 2 : 3;

        Capture::FrameRecord frame;
        frame.id = ++m_frames;
        frame.time = message.time;
        frame.connection = session;
        frame.message = message.id;
        frame.direction = direction;
        frame.firstByte = kind == Capture::Kind::Close ? 0x88 : 0x81;
        frame.isMasked = direction == Capture::Direction::Sent;
        frame.key = {0x1f, 0x2e, 0x3d, static_cast<uchar>(frame.id)};
        frame.headerBytes = frame.isMasked ? 6 : 2;
        frame.payloadBytes = frame.storedBytes = frame.plainBytes = message.content.size;
        batch.frames.push_back(frame);
        batch.messages.push_back(std::move(message));
        return m_messages;
    }

    void handshake(Capture::RecordBatch &batch, Capture::Id session)
    {
        add(batch, session, Capture::Direction::Sent, Capture::Kind::Handshake, {}, {}, {}, {});
        batch.messages.back().exchange = session;
        batch.frames.pop_back();
        --m_frames;
    }

    static Capture::ConnectionRecord connection(Capture::Id id)
    {
        Capture::ConnectionRecord connection;
        connection.id = id;
        connection.source = 1;
        connection.session = id;
        connection.opened = at(0);
        connection.client = "127.0.0.1:41233";
        connection.target = "localhost:3000";
        return connection;
    }

    static Capture::SessionRecord session(Capture::Id id)
    {
        using namespace Capture;
        using Stage = TransportStep::Stage;
        static const std::array<QByteArray, 5> sids {"Ab3xK42ACVDI27M4s9AA",
                                                     "Kq91xxxxxxxxxxxxxxAA",
                                                     "Zz0pxxxxxxxxxxxxxxAA",
                                                     {},
                                                     "Ab1wxxxxxxxxxxxxxxAA"};
        SessionRecord session;
        session.id = id;
        session.source = 1;
        session.type = id == 4 ? SessionRecord::Type::WebSocket : SessionRecord::Type::SocketIo;
        session.state = id == 5 ? SessionRecord::State::Closed : SessionRecord::State::Open;
        session.engineIo = id == 4 ? 0 : id == 3 ? 3 : 4;
        session.socketIo = id == 4 ? 0 : id == 3 ? 4 : 5;
        session.sid = sids.at(static_cast<std::size_t>(id - 1));
        session.path = id == 4 ? "/feed" : "/socket.io/";
        session.opened = at(id);
        if (id == 5)
            session.closed = at(900'000);
        session.sentMessages = id * 1000;
        session.receivedMessages = 40'000 / id;
        session.wireBytes = {.sent = 12'345, .received = 678'901};
        session.namespaces = {{"/", "jH2QACVDI27M4s9AAAi", true},
                              {"/chat", QByteArray("x") + char('0' + id), true}};
        if (id == 4)
            session.namespaces.clear();
        session.transports = {{at(id), Stage::Polling, id}};
        if (id == 4)
            session.transports = {{at(id), Stage::WebSocket, id}};
        else if (id != 3)
            session.transports << TransportStep {at(id + 10), Stage::WebSocket, id};
        return session;
    }

    static Capture::ExchangeRecord exchange(Capture::Id id)
    {
        Capture::ExchangeRecord exchange;
        exchange.id = id;
        exchange.connection = id;
        exchange.session = id;
        exchange.requestStarted = at(id * 10);
        exchange.requestEnded = at(id * 10);
        exchange.method = id == 3 ? "POST" : "GET";
        exchange.target = id == 4 ? "/feed" : "/socket.io/?EIO=4&transport=websocket";
        exchange.requestHead = QByteArray(exchange.method + ' ' + exchange.target
                                          + " HTTP/1.1\r\nHost: localhost:3000\r\n"
                                            "Accept-Encoding: gzip\r\nX-It's: a 'quote'\r\n\r\n");
        if (id == 3)
            exchange.requestBody = QByteArray("42[\"it's\"]");
        if (id != 5) {
            exchange.status = id == 3 ? 400 : 101;
            exchange.responseStarted = exchange.responseEnded = at(id * 10 + 4'200);
            exchange.responseHead = QByteArray("HTTP/1.1 101 Switching Protocols\r\n\r\n");
        }
        exchange.isHandshake = id != 3;
        exchange.isPolling = id == 3;
        exchange.wireBytes = {.sent = 412, .received = 129};
        return exchange;
    }

    void write(Capture::RecordBatch &batch, Capture::Advance &advance)
    {
        using namespace Capture;
        for (const MessageRecord &message : batch.messages)
            (isHeartbeat(message.kind) ? advance.heartbeats : advance.messages)
                .push_back(message.id);
        advance.lastFrame = m_frames;
        m_totals.sessions += std::ssize(batch.sessions);
        m_totals.connections += std::ssize(batch.connections);
        m_totals.exchanges += std::ssize(batch.exchanges);
        m_totals.messages = m_messages;
        m_totals.frames = m_frames;
        batch.totals = m_totals;
        batch.weight = 1;
        advance.totals = m_totals;
        m_writer->write(batch);
        m_writer->commit();
    }

    QTemporaryDir m_folder;
    QString m_path;
    QString m_error;
    std::unique_ptr<Capture::StoreWriter> m_writer;
    Capture::Totals m_totals;
    Capture::Id m_messages = 0;
    Capture::Id m_frames = 0;
    qint64 m_clock = 0;
};
