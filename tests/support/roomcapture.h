// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/records.h"

#include <QTemporaryDir>

/// A capture for tests of who is in which room: sessions of Socket.IO or plain WebSocket, and what
/// they say and hear, at times in microseconds after Samples::at(0). Written to a real file by
/// write(), which may be called again for what was added since.
class RoomCapture
{
public:
    RoomCapture()
        : m_path(m_folder.filePath(QStringLiteral("rooms.sockscope")))
        , m_writer(Capture::StoreWriter::create(m_path, nullptr))
    {
        m_batch.sources.push_back({.id = 1,
                                   .type = Capture::SourceRecord::Type::Tap,
                                   .name = "127.0.0.1:9000 -> http://127.0.0.1:3000",
                                   .listen = "127.0.0.1:9000",
                                   .target = "http://127.0.0.1:3000",
                                   .time = Samples::at(0)});
    }

    /// One that is open, with the namespace /; its socket id is "s<number>".
    Capture::Id addSession(qint64 opened = 0, quint32 source = 1)
    {
        Capture::SessionRecord session = Samples::session(++m_sessions);
        session.source = source;
        session.sid = "sid" + QByteArray::number(session.id);
        session.opened = Samples::at(opened);
        session.namespaces = {{"/", "s" + QByteArray::number(session.id), true}};
        m_batch.sessions.push_back(session);
        return session.id;
    }

    /// One without Socket.IO, on the path /feed.
    Capture::Id addPlainSession(qint64 opened = 0)
    {
        const Capture::Id id = addSession(opened);
        Capture::SessionRecord &session = m_batch.sessions.back();
        session.type = Capture::SessionRecord::Type::WebSocket;
        session.engineIo = session.socketIo = 0;
        session.path = "/feed";
        session.namespaces.clear();
        return id;
    }

    /// \a session, of those not written yet, ends.
    void closeSession(Capture::Id session, qint64 time)
    {
        for (Capture::SessionRecord &some : m_batch.sessions) {
            if (some.id == session) {
                some.state = Capture::SessionRecord::State::Closed;
                some.closed = Samples::at(time);
            }
        }
    }

    /// An event with \a arguments, JSON elements after the name.
    Capture::Id event(Capture::Direction direction, Capture::Id session, qint64 time,
                      const QByteArray &name, const QByteArray &arguments, qint64 ackId = -1)
    {
        const QByteArray head = "42" + (ackId < 0 ? QByteArray() : QByteArray::number(ackId));
        const QByteArray data
            = "[\"" + name + '"' + (arguments.isEmpty() ? "" : ',' + arguments) + ']';
        Capture::MessageRecord &message = add(direction, session, time, head + data);
        message.kind = Capture::Kind::Event;
        message.engineIo = 4;
        message.socketIo = 2;
        message.nsp = "/";
        message.event = name;
        message.ackId = ackId;
        message.dataOffset = head.size();
        message.payloadBytes = data.size();
        return message.id;
    }

    /// The answer to \a asked, which is not written yet, with \a data, a JSON array.
    Capture::Id answer(Capture::Id asked, qint64 time, const QByteArray &data)
    {
        const Capture::MessageRecord question = *at(asked);
        const QByteArray head = "43" + QByteArray::number(question.ackId);
        Capture::MessageRecord &message
            = add(Capture::opposite(question.direction), question.session, time, head + data);
        message.kind = Capture::Kind::Ack;
        message.engineIo = 4;
        message.socketIo = 3;
        message.nsp = question.nsp;
        message.ackId = question.ackId;
        message.ackOf = asked;
        message.ackLatencyUs = (message.time - question.time).count();
        message.dataOffset = head.size();
        message.payloadBytes = data.size();
        m_batch.answers.push_back(
            {.asked = asked, .answer = message.id, .latencyUs = message.ackLatencyUs});
        return message.id;
    }

    Capture::Id text(Capture::Direction direction, Capture::Id session, qint64 time,
                     const QByteArray &text)
    {
        Capture::MessageRecord &message = add(direction, session, time, text);
        message.kind = Capture::Kind::Text;
        message.payloadBytes = text.size();
        return message.id;
    }

    Capture::Id heard(Capture::Id session, qint64 time, const QByteArray &name,
                      const QByteArray &arguments)
    {
        return event(Capture::Direction::Received, session, time, name, arguments);
    }
    Capture::Id said(Capture::Id session, qint64 time, const QByteArray &name,
                     const QByteArray &arguments, qint64 ackId = -1)
    {
        return event(Capture::Direction::Sent, session, time, name, arguments, ackId);
    }

    /// \a message, the last one, came by polling; the request for it began at \a asked.
    void byPolling(Capture::Id message, qint64 asked)
    {
        Capture::MessageRecord &record = *at(message);
        Capture::ExchangeRecord exchange;
        exchange.id = ++m_exchanges;
        exchange.session = record.session;
        exchange.requestStarted = Samples::at(asked);
        exchange.responseEnded = record.time;
        exchange.method = "GET";
        exchange.target = "/socket.io/?EIO=4&transport=polling";
        exchange.status = 200;
        exchange.isPolling = true;
        record.transport = Capture::Transport::Polling;
        record.exchange = exchange.id;
        m_batch.exchanges.push_back(exchange);
    }

    /// A message that is not written yet.
    Capture::MessageRecord *at(Capture::Id message)
    {
        return &m_batch.messages[static_cast<std::size_t>(message - m_written - 1)];
    }
    Capture::RecordBatch &batch() { return m_batch; }

    bool write()
    {
        m_batch.weight = 1;
        m_written = m_messages;
        const bool isGood = m_writer && m_writer->write(m_batch) && m_writer->commit();
        m_batch = {};
        return isGood;
    }
    const QString &path() const { return m_path; }
    std::unique_ptr<Capture::StoreReader> open() const
    {
        return Capture::StoreReader::open(m_path, nullptr);
    }

private:
    Capture::MessageRecord &add(Capture::Direction direction, Capture::Id session, qint64 time,
                                const QByteArray &content)
    {
        Capture::MessageRecord message;
        message.id = ++m_messages;
        message.time = Samples::at(time);
        message.session = session;
        message.connection = session;
        message.direction = direction;
        message.transport = Capture::Transport::WebSocket;
        message.content = content;
        m_batch.messages.push_back(message);
        return m_batch.messages.back();
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Capture::StoreWriter> m_writer;
    Capture::RecordBatch m_batch;
    Capture::Id m_sessions = 0;
    Capture::Id m_messages = 0;
    Capture::Id m_written = 0;
    Capture::Id m_exchanges = 0;
};
