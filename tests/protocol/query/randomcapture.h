// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/protocol/query/naiveevaluator.h"
#include "tests/support/records.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

/// A capture in which everything occurs that a term can ask for, and much of it together.
class RandomCapture
{
public:
    RandomCapture()
        : m_path(m_folder.filePath(QStringLiteral("random.sockscope")))
    {
        addPlaces();
        addMemberships();
        for (Capture::Id id = 1; id <= MessageCount; ++id)
            addMessage(id);
        world.batch.weight = 1;
        QString error;
        auto writer = Capture::StoreWriter::create(m_path, &error);
        isGood = writer && writer->write(world.batch);
        writer.reset();
        reader = Capture::StoreReader::open(m_path, &error);
        isGood = isGood && reader;
    }

    static constexpr Capture::Id MessageCount = 600;

    World world;
    std::unique_ptr<Capture::StoreReader> reader;
    bool isGood = false;

private:
    template<typename Value>
    Value any(std::initializer_list<Value> values)
    {
        return values.begin()[m_random.bounded(quint32(values.size()))];
    }

    void addPlaces()
    {
        for (quint32 id = 1; id <= 2; ++id) {
            const QByteArray number = QByteArray::number(id);
            world.batch.sources.push_back(
                {.id = id,
                 .type = Capture::SourceRecord::Type::Tap,
                 .name = "127.0.0.1:900" + number + " -> http://srv" + number,
                 .listen = "127.0.0.1:900" + number,
                 .target = "http://srv" + number,
                 .time = Samples::at(0)});
        }
        for (Capture::Id id = 1; id <= 4; ++id) {
            Capture::SessionRecord session = Samples::session(id);
            session.sid = QByteArray("sid") + char('A' + id) + "[x]";
            session.path = id == 1 ? "/feed" : "/socket.io/";
            session.namespaces
                = {{id == 2 ? "/chat" : "/", "socket" + QByteArray::number(id), true}};
            session.source = quint32(1 + id % 2);
            if (id >= 3)
                session.state = Capture::SessionRecord::State::Closed;
            world.batch.sessions.push_back(session);
            Capture::ConnectionRecord connection = Samples::connection(id);
            connection.source = session.source;
            world.batch.connections.push_back(connection);
        }
        for (Capture::Id id = 1; id <= 20; ++id) {
            Capture::ExchangeRecord exchange;
            exchange.id = id;
            exchange.connection = 1 + id % 4;
            exchange.requestStarted = Samples::at(id);
            exchange.method = "GET";
            exchange.target = id % 3 == 0 ? "/page?x=1" : "/socket.io/?EIO=4";
            exchange.status = any<int>({101, 200, 400, 0});
            world.batch.exchanges.push_back(exchange);
        }
    }

    void addMemberships()
    {
        for (Capture::Id id = 1; id <= 60; ++id) {
            Capture::MembershipRecord membership;
            membership.id = id;
            membership.source = 1;
            membership.nsp = any<QByteArray>({"/", "/chat", "/feed"});
            membership.room = any<QByteArray>({"lobby", "room 1", "r2", "a*b", ""});
            membership.member = "socket" + QByteArray::number(1 + m_random.bounded(5));
            membership.session = any<Capture::Id>({0, 0, 1, 3, 9});
            const qint64 began = m_random.bounded(600) * 240'000'000LL;
            membership.began = Samples::at(began);
            if (m_random.bounded(3) != 0)
                membership.ended = Samples::at(began + m_random.bounded(90) * 240'000'000LL);
            world.batch.memberships.push_back(membership);
        }
    }

    QByteArray anyJson()
    {
        return any<QByteArray>({R"({"user":{"id":7,"name":"Ann"}})", R"({"user":{"id":8}})",
                                R"({"tags":["a","needle"],"n":12})", "true", "null", "\"Needle\"",
                                "{}", R"({"price":99.5,"e":""})"});
    }

    /// Some messages of a dialect: questions, answers and heartbeats.
    void addDialect(Capture::MessageRecord &message)
    {
        message.dialect = any<Dialects::Dialect>(
            {Dialects::Dialect::None, Dialects::Dialect::Stomp, Dialects::Dialect::Phoenix});
        if (message.dialect == Dialects::Dialect::None)
            return;
        message.verb = any<QByteArray>({"SUBSCRIBE", "SEND", "phx_join"});
        message.event = message.verb;
        message.nsp = any<QByteArray>({"", "/chat"});
        message.ackId = any<qint64>({-1, 7});
        message.aside = any<Capture::Aside>({Capture::Aside::None, Capture::Aside::Heartbeat});
    }

    void addMessage(Capture::Id id)
    {
        Capture::MessageRecord message = Samples::eventMessage(
            id, any<QByteArray>({"chat message", "typing", "a*b", "\xc3\xbcn\xc3\xaf"}), anyJson());
        // Some hours, so that days and clocks differ.
        message.time = Samples::at(id * 240 * 1'000'000LL + id);
        message.session = 1 + m_random.bounded(4);
        message.connection = message.session;
        message.direction
            = any<Capture::Direction>({Capture::Direction::Sent, Capture::Direction::Received});
        message.nsp = any<QByteArray>({"/", "/chat", "/chat/x"});
        message.payloadBytes = m_random.bounded(3000);
        message.savedBytes = m_random.bounded(3);
        const int kind = m_random.bounded(10);
        if (kind == 0) {
            message.kind = any<Capture::Kind>({Capture::Kind::EioPing, Capture::Kind::Ping,
                                               Capture::Kind::Handshake, Capture::Kind::Binary});
            message.isBinary = message.kind == Capture::Kind::Binary;
            message.socketIo = -1;
            message.event = message.nsp = {};
        } else if (kind == 1) {
            message.kind = Capture::Kind::Text;
            message.socketIo = -1;
            message.event = message.nsp = {};
            message.content = anyJson();
            message.dataOffset = 0;
            addDialect(message);
        } else if (kind == 2) {
            message.kind = Capture::Kind::Close;
            message.socketIo = -1;
            message.event = message.nsp = {};
            message.content
                = any<QByteArray>({QByteArray("\x03\xe8", 2), "\x03\xe9gone", "", "\x03"});
        } else if (kind == 3) {
            message.kind = Capture::Kind::Ack;
            message.socketIo = 3;
            message.event = {};
            message.ackId = 1;
            message.ackLatencyUs = any<qint64>({-1, 900, 12'000, 2'000'000});
        } else if (kind <= 6) {
            message.ackId = id;
            if (m_random.bounded(2) == 0)
                world.batch.answers.push_back(
                    {.asked = id, .answer = id + 1, .latencyUs = m_random.bounded(20'000)});
        }
        if (m_random.bounded(4) == 0) {
            message.transport = Capture::Transport::Polling;
            message.exchange = 1 + m_random.bounded(20);
        } else {
            addFrames(message);
        }
        if (m_random.bounded(8) == 0)
            message.problems.add(any<Problem>({Problem::SioBadData, Problem::WsReservedOpCode}));
        if (m_random.bounded(8) == 0)
            message.problems.add(Problem::SioUnknownAck);
        if (m_random.bounded(10) == 0)
            message.changed = any<QByteArray>({"rule 1", "host"});
        for (int count = m_random.bounded(6) == 0 ? 1 + m_random.bounded(2) : 0; count > 0; --count)
            world.batch.alterations.push_back(
                {.message = id,
                 .time = message.time,
                 .alteration = {.what = Capture::Alteration::What(m_random.bounded(8)),
                                .by = any<QByteArray>({"lose acks", "you", "rule 1"}),
                                .other = {}}});
        if (m_random.bounded(6) == 0) {
            world.batch.annotations.push_back(
                {.message = id,
                 .isBookmarked = m_random.bounded(2) == 0,
                 .note = any<QByteArray>({"", "odd", "look here", "or\nthere"})});
        }
        world.batch.messages.push_back(message);
    }

    void addFrames(Capture::MessageRecord &message)
    {
        const int count = 1 + m_random.bounded(3);
        for (int i = 0; i < count; ++i) {
            Capture::FrameRecord frame = Samples::frame(++m_frames, message.id, 5);
            const int opCode = count == 1 ? onlyOpCode(message) : i == 0 ? any<int>({1, 2}) : 0;
            frame.firstByte = quint8((i + 1 == count ? 0x80 : 0) | any<int>({0, 0x40}) | opCode);
            world.batch.frames.push_back(frame);
        }
        if (count > 1) { // those that were written before the message was known
            for (Capture::Id id = m_frames - count + 1; id < m_frames; ++id)
                message.frames.push_back(id);
        }
    }

    /// Of a message that is one frame: what its decoder made of it says which.
    static int onlyOpCode(const Capture::MessageRecord &message)
    {
        switch (message.kind) {
        case Capture::Kind::Close:
            return 8;
        case Capture::Kind::Ping:
            return 9;
        default:
            return message.isBinary ? 2 : 1;
        }
    }

    QTemporaryDir m_folder;
    QString m_path;
    QRandomGenerator m_random {4711};
    Capture::Id m_frames = 0;
};
