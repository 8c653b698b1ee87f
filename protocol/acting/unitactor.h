// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/desk.h"
#include "protocol/acting/laneowner.h"
#include "protocol/acting/lanequeue.h"

namespace Acting {

/// Does what the rules and the user want with the units of one direction, whatever carries them,
/// and notes what was done. Connections of the notes are not filled in.
class UnitActor
{
public:
    struct Setup
    {
        Capture::Direction direction = Capture::Direction::Sent;
        EngineIo::Revision revision = EngineIo::Revision::Unknown;
        quint64 session = 0; ///< Desk::nextSession()
    };
    /// \a desk and \a owner outlive it.
    UnitActor(Desk &desk, LaneOwner &owner, const Setup &setup);

    /// What follows belongs to another session.
    void setSession(EngineIo::Revision revision, quint64 session);

    /// Takes \a item with its unit; says in it what is to be done. False: it does not go on.
    bool judge(LaneItem &item);
    /// What the user wants of an item that is held. False, and why, if that is not possible. An
    /// item that does not go on is dropped by then.
    bool decide(LaneItem &item, const HeldVerdict &verdict, QByteArray *error);
    /// It did not go on.
    void drop(const Unit &unit, Capture::Alteration::What what, const QByteArray &by,
              qint64 heldUs = 0);
    /// \a item goes on, to the target as that number.
    void noteDone(LaneItem &item, qint64 sentNumber);
    /// \a outgoing goes on, to the target with that number.
    void noteInjected(const Outgoing &outgoing, qint64 sentNumber);
    /// Messages that go to the target are counted from here on.
    void noteCounted(Capture::WireCounted counted = {});
    void mark(qint64 number, Capture::Alteration alteration);

    void takeNotes(std::vector<Capture::WireEvent> &notes);
    bool isSent() const { return m_setup.direction == Capture::Direction::Sent; }

private:
    bool isWithheld(const Unit &unit);
    bool replace(LaneItem &item, const QByteArray &body, const QByteArray &by) const;
    void noteUncrossed(const std::vector<Piece> &pieces, WebSocket::OpCode opCode,
                       Capture::Alteration alteration);

    Desk &m_desk;
    LaneOwner &m_owner;
    Setup m_setup;
    std::vector<Capture::WireEvent> m_notes;
};

} // namespace Acting
