// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QSet>

namespace Capture {

/// Numbers what the decoders find and gathers it into batches for the writer.
///
/// While it is paused nothing is gathered: messages get the number 0 and are counted, and a Gap
/// says so on resuming. Sessions and connections are gathered all the same, so that they are right
/// afterwards.
///
/// What belongs to sources of type Admin is gathered like everything else, and counted nowhere.
class Collector
{
public:
    /// Content up to here stays in one piece in the payload table.
    static constexpr qint64 InlineBytes = qint64(1) << 20;
    /// Of longer content this much is kept there, for previews.
    static constexpr qint64 HeadBytes = qint64(64) << 10;
    /// The length of the further pieces.
    static constexpr qint64 PieceBytes = qint64(1) << 20;

    /// Numbers for sessions and exchanges of \a source, and what is told apart of it.
    Id newSession(quint32 source);
    Id newExchange(quint32 source);
    Aside asideOf(quint32 source) const
    {
        return m_admins.contains(source) ? Aside::Admin : Aside::None;
    }
    Id newFrame() { return m_isPaused ? 0 : ++m_frames; }
    Id newSpill() { return ++m_spills; }
    Id newMembership() { return ++m_memberships; }
    Id newServer() { return ++m_servers; }
    Id newSocket() { return ++m_sockets; }

    /// Numbers the message, shelves what is long in it, and notes its problems. Returns its number,
    /// 0 while paused.
    Id add(MessageRecord &&message);
    void add(const FrameRecord &frame); ///< with a number from newFrame(); 0 is counted only
    void add(ExchangeRecord &&exchange);
    void add(const AnswerRecord &answer);
    /// Of a message that was not recorded (0) nothing is gathered.
    void add(AlterationRecord &&alteration);
    void add(const SessionRecord &session) { m_batch.sessions.push_back(session); }
    void add(const ConnectionRecord &connection) { m_batch.connections.push_back(connection); }
    /// Numbered by MembershipBook.
    void add(const MembershipRecord &membership);
    void add(const ServerRecord &server); ///< with a number from newServer()
    void add(const SocketRecord &socket); ///< with a number from newSocket()
    void add(const SourceRecord &source);
    void add(SpillPiece &&piece);
    /// Notes a problem that stands on no message (those of messages are noted with them).
    void add(ProblemRecord &&problem);

    void add(GapRecord gap); ///< numbers it

    /// Counts bytes that crossed the target side.
    void countWire(quint32 source, Direction direction, qint64 bytes);
    void countConnection(quint32 source);

    void pause(Time now);
    void resume(Time now);
    bool isPaused() const { return m_isPaused; }

    /// What was gathered since the last call.
    RecordBatch take();
    /// Bytes gathered, about.
    qint64 weight() const { return m_batch.weight; }

    const Totals &totals() const { return m_totals; }

private:
    void count(const MessageRecord &message);
    void shelve(Content &content);
    void weigh(qint64 bytes) { m_batch.weight += bytes; }

    RecordBatch m_batch;
    Totals m_totals;
    GapRecord m_gap; // while paused
    bool m_isPaused = false;
    QSet<quint32> m_admins; // sources of that type
    Id m_sessions = 0;
    Id m_exchanges = 0;
    Id m_frames = 0;
    Id m_messages = 0;
    Id m_spills = 0;
    Id m_problems = 0;
    Id m_gaps = 0;
    Id m_memberships = 0;
    Id m_servers = 0;
    Id m_sockets = 0;
};

} // namespace Capture
