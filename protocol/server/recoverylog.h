// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/audience.h"
#include "protocol/server/parser.h"

#include <chrono>
#include <deque>
#include <optional>
#include <unordered_map>

namespace Server {

/// What a namespace remembers for clients that lost their connection, so that they can go on where
/// they were (connection state recovery of socket.io 4.6): the events that were sent, by offset,
/// and who was there, by private id.
///
/// Times are of a clock that only goes forward. What is older than maxAge is forgotten, and the
/// oldest where there is too much of it.
class RecoveryLog
{
public:
    static constexpr std::size_t MostEvents = 10'000;
    static constexpr std::size_t MostSessions = 10'000;
    static constexpr qsizetype MostBytes = qsizetype(32) << 20;

    /// Of a client that is gone.
    struct Session
    {
        QByteArray sid;
        QByteArray pid;
        QByteArrayList rooms;
        QByteArray data;
    };
    struct Restored
    {
        Session session;
        QList<Encoded> missed;
    };

    explicit RecoveryLog(std::chrono::milliseconds maxAge)
        : m_maxAge(maxAge)
    {
    }

    /// An offset that was not given out before: as socket.io makes them, of \a time, milliseconds
    /// since 1970.
    QByteArray nextOffset(qint64 time);
    void addEvent(const QByteArray &offset, const Audience &audience, const Encoded &event,
                  std::chrono::milliseconds now);
    void addSession(const Session &session, std::chrono::milliseconds now);

    /// The session \a pid, which is taken out, and what it missed behind \a offset. Nothing if
    /// either is not known (any more).
    std::optional<Restored> restore(const QByteArray &pid, const QByteArray &offset,
                                    std::chrono::milliseconds now);

private:
    struct KeptEvent
    {
        QByteArray offset;
        Audience audience;
        Encoded event;
        std::chrono::milliseconds since;
    };
    struct KeptSession
    {
        Session session;
        std::chrono::milliseconds until;
    };

    void forget(std::chrono::milliseconds now);

    std::chrono::milliseconds m_maxAge;
    std::deque<KeptEvent> m_events; // oldest first
    qsizetype m_bytes = 0; // of m_events
    std::unordered_map<QByteArray, KeptSession> m_sessions; // by pid
    qint64 m_lastTime = -1;
    quint64 m_sameTime = 0; // offsets of it
};

} // namespace Server
