// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/injection.h"
#include "protocol/acting/unit.h"
#include "protocol/engineio/packet.h"

#include <array>
#include <deque>
#include <unordered_map>

namespace Acting {

/// Something on its way into a session: written already.
struct Outgoing
{
    quint64 number = 0; ///< of the injection; 0: nobody waits for news
    std::vector<Piece> pieces;
    WebSocket::OpCode opCode = WebSocket::OpCode::Text; ///< of a control frame
    Capture::Alteration alteration;
};

/// An Engine.IO session that crosses the tap, over all its connections: who carries it, what waits
/// to be carried, and which answers are awaited for what the tap asked.
class SessionLink
{
public:
    QByteArray sid;
    EngineIo::Revision revision = EngineIo::Revision::V4;
    quint64 number = 0; ///< Desk::nextSession()
    Capture::Time lastSeen; ///< a request named it
    Capture::Id webSocket = 0; ///< the connection of the WebSocket that is in use
    std::array<std::deque<Outgoing>, 2> waiting; ///< by direction, for polling

    std::deque<Outgoing> &queue(Capture::Direction direction)
    {
        return waiting[static_cast<std::size_t>(direction)];
    }

    struct Asked
    {
        quint64 number = 0;
        Capture::Time time;
    };
    void ask(Capture::Direction direction, const QByteArray &nsp, quint64 ackId, Asked asked);
    /// What was asked under that number has left: until now it waited for something to carry it.
    void noteLeft(quint64 asked, Capture::Time time);
    /// What the ack \a message answers, if the tap asked it. Forgets it.
    std::optional<Asked> takeAnswered(const Rules::LiveMessage &message);
    bool awaits() const { return !m_asked.empty(); }
    bool hasWork() const { return awaits() || !waiting[0].empty() || !waiting[1].empty(); }
    /// Gives up waiting. Returns the numbers of all that was to be sent or answered.
    std::vector<quint64> giveUp();

private:
    struct Question
    {
        Capture::Direction direction = Capture::Direction::Sent;
        QByteArray nsp;
        quint64 ackId = 0;
        Asked asked;
    };
    std::vector<Question> m_asked;
};

/// The sessions of one tap, by sid. Bounded: those unheard of for long, with nothing to do, go.
class SessionLinks
{
public:
    static constexpr std::size_t MaxIdle = 10'000;

    /// Makes it if it is new; \a number is called for one.
    std::shared_ptr<SessionLink> at(const QByteArray &sid, EngineIo::Revision revision,
                                    const std::function<quint64()> &number);
    std::shared_ptr<SessionLink> find(const QByteArray &sid) const;
    void forget(const QByteArray &sid) { m_links.erase(sid); }
    /// Polling that is unheard of for so long has ended.
    static constexpr std::chrono::minutes Patience {2};

    /// Something waits for polling, or for an answer, in a session that was noted as busy. Calls
    /// \a failed with the number of each that waits in vain.
    bool hasWork(Capture::Time now, const std::function<void(quint64)> &failed);
    void noteBusy(const std::shared_ptr<SessionLink> &link);

private:
    void dropIdle();

    struct Hash
    {
        std::size_t operator()(const QByteArray &sid) const { return qHash(sid); }
    };
    std::unordered_map<QByteArray, std::shared_ptr<SessionLink>, Hash> m_links;
    std::vector<std::weak_ptr<SessionLink>> m_busy;
};

} // namespace Acting
