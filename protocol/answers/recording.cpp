// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/recording.h"

#include "protocol/formats/packetdata.h"

#include <algorithm>

namespace Answers {

namespace {

using Capture::Kind;
using Type = Capture::SessionRecord::Type;

constexpr qint64 MostBytes = qint64(256) << 20;

bool isServed(const Capture::SessionRecord &session)
{
    return session.type == Type::SocketIo || session.type == Type::WebSocket;
}

bool isOfAdmin(Capture::StoreReader &reader, const Capture::SessionRecord &session)
{
    const auto sources = reader.sources();
    return std::any_of(sources.begin(), sources.end(), [&](const auto &source) {
        return source.id == session.source && source.type == Capture::SourceRecord::Type::Admin;
    });
}

/// Reads the messages of one session.
class Reader
{
public:
    Reader(Capture::StoreReader &reader, const Capture::SessionRecord &session)
        : m_reader(reader)
        , m_session(session)
    {
    }

    std::variant<Recording, QByteArray> read()
    {
        m_recording.session = m_session.id;
        m_recording.isSocketIo = m_session.type == Type::SocketIo;
        m_recording.path = m_session.path;
        m_recording.isMsgpack = m_session.isMsgpack;
        m_recording.engineIo = m_session.engineIo;
        m_recording.pingIntervalMs = m_session.pingIntervalMs;
        m_recording.pingTimeoutMs = m_session.pingTimeoutMs;
        m_recording.maxPayload = m_session.maxPayload;
        m_recording.subprotocol = m_session.subprotocol;
        Capture::StoreReader::Choice choice;
        choice.session = m_session.id;
        choice.withHeartbeats = false;
        std::vector<Capture::Id> ids;
        const std::atomic_bool cancelled = false;
        m_reader.choose(Capture::StoreReader::Rows::Messages, choice, 0, m_reader.lastMessage(),
                        cancelled, [&](std::span<const Capture::Id> found) {
                            ids.insert(ids.end(), found.begin(), found.end());
                        });
        for (const Capture::Id id : ids) {
            if (auto row = m_reader.message(id))
                take(row->record);
            if (m_bytes > MostBytes)
                return QByteArray("This session is too large to be served: more than 256 MiB.");
        }
        if (!m_reader.errorText().isEmpty())
            return m_reader.errorText().toUtf8();
        if (m_recording.steps.empty())
            return QByteArray("Nothing that can be served was recorded of this session.");
        return m_recording;
    }

private:
    bool isWanted(const Capture::MessageRecord &message) const
    {
        if (message.wireBytes() == 0 && !message.changed.isEmpty())
            return false; // it never crossed to the server or from it
        switch (message.kind) {
        case Kind::Connect:
        case Kind::Disconnect:
        case Kind::Event:
        case Kind::Ack:
        case Kind::ConnectError:
            return m_recording.isSocketIo;
        case Kind::Text:
        case Kind::Binary:
        case Kind::Close:
            return !m_recording.isSocketIo;
        default:
            return false;
        }
    }

    void take(Capture::MessageRecord &message)
    {
        if (!isWanted(message))
            return;
        makeWhole(message);
        Step step;
        step.direction = message.direction;
        step.kind = message.kind;
        step.nsp = message.nsp.isEmpty() ? QByteArray("/") : message.nsp;
        step.event = message.event;
        step.ackId = message.ackId;
        if (m_recording.isSocketIo)
            step.data = m_data.of(message, m_session.socketIo);
        else
            step.content = message.content.bytes;
        step.time = std::max(std::chrono::microseconds(0),
                             std::chrono::microseconds(message.time - m_session.opened));
        m_recording.steps.push_back(std::move(step));
    }

    void makeWhole(Capture::MessageRecord &message)
    {
        m_bytes += message.content.size;
        if (m_bytes <= MostBytes && message.content.bytes.size() < message.content.size)
            message.content.bytes = m_reader.messageBytes(message.id, 0, message.content.size);
        int number = 0;
        for (Capture::Content &attachment : message.attachments) {
            m_bytes += attachment.size;
            if (m_bytes <= MostBytes)
                attachment.bytes = m_reader.attachmentBytes(message.id, number, 0, attachment.size);
            ++number;
        }
    }

    Capture::StoreReader &m_reader;
    const Capture::SessionRecord &m_session;
    Formats::PacketData m_data;
    Recording m_recording;
    qint64 m_bytes = 0;
};

} // namespace

std::variant<Recording, QByteArray> recordingOf(Capture::StoreReader &reader, Capture::Id session)
{
    const auto sessions = reader.sessions();
    const auto found = std::find_if(sessions.begin(), sessions.end(), [&](const auto &candidate) {
        return session == 0 ? isServed(candidate) && !isOfAdmin(reader, candidate)
                            : candidate.id == session;
    });
    if (found == sessions.end()) {
        return session == 0 ? QByteArray("There is no session of Socket.IO or WebSocket in it.")
                            : "There is no session " + QByteArray::number(session) + " in it.";
    }
    if (!isServed(*found))
        return QByteArray("This session is neither of Socket.IO nor a plain WebSocket.");
    return Reader(reader, *found).read();
}

} // namespace Answers
