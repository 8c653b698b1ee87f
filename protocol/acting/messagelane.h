// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/frameskipper.h"
#include "protocol/acting/unitactor.h"
#include "protocol/acting/unitreader.h"

namespace Acting {

/// One direction of a WebSocket that crosses a tap: passes bytes on as they are as long as there is
/// nothing to do, and else reads messages, does what the rules and the user want, and writes what
/// was changed again. What passes is read along where it tells which session this is.
///
/// Who begins in the middle of a direction with a deflate context that goes on from message to
/// message asks the recording for it, which has read it all; one that was read is read along to its
/// end. If the peer misses a message of it, all that follow go uncompressed.
class MessageLane
{
public:
    /// Where in some bytes counting begins, and what is to be recorded there.
    struct Counting
    {
        qsizetype begin = 0;
        Capture::WireCounted counted;
    };

    /// \a desk and \a owner outlive the lane. \a session is a Desk::nextSession().
    MessageLane(Desk &desk, LaneOwner &owner, const UnitReader::Setup &setup, quint64 session);

    /// Bytes go on as they come, and observe() is told; else feed() takes them and take() gives.
    bool passes() const;
    void observe(const QByteArray &bytes);

    /// Of the next bytes that come from the target: see Translator::countsFrom().
    std::optional<Counting> countsFrom(QByteArrayView bytes);
    void feed(const QByteArray &bytes);
    /// What goes on now, empty for nothing; then takeNotes() has what is to be recorded before it.
    QByteArray take();
    void takeNotes(std::vector<Capture::WireEvent> &notes);
    /// When there may be more to take; nothing if only something else can bring that.
    std::optional<Capture::Time> wakesAt() const
    {
        return m_awaitsWindow ? m_windowPatience : m_queue.wakesAt();
    }
    /// More is kept than is good: read no more.
    bool isFull() const { return m_awaitsWindow || m_queue.bytes() > MaxQueued; }
    bool isEmpty() const;
    /// Nothing follows any more: a close frame was put here.
    bool isOver() const { return m_isOver; }
    /// No more comes: what is not a whole message goes on as it is.
    void finish();

    /// At the next end of a message. Behind a close frame nothing follows.
    void inject(Outgoing &&outgoing) { m_injected.push_back(std::move(outgoing)); }
    LaneItem *held(quint64 id) { return m_queue.held(id); }
    /// Of a message that this lane holds.
    bool decide(quint64 id, const HeldVerdict &verdict, QByteArray *error);
    /// The connection is over: what is held is let go, what was to be sent fails.
    void abandon();

private:
    static constexpr qint64 MaxQueued = qint64(4) << 20;

    bool wantsToAct() const;
    bool wantsToFollow() const;
    bool needsWindow() const;
    bool keepsContext() const;
    Capture::WireCounted counting();
    void beginActing(const QByteArray &window);
    void act(const QByteArray &bytes);
    void endActing();
    void takeWindow(const std::optional<QByteArray> &window);
    void beginCounting(Capture::WireCounted &&counted);
    void accept(Unit &&unit);
    void breakContext(const Unit &unit);
    bool write(LaneItem &&item);
    void end(LaneItem &&item);
    void writeInjected();
    QByteArray bytesOf(const LaneItem &item) const;
    WebSocket::Sender sender() const;

    Desk &m_desk;
    LaneOwner &m_owner;
    UnitReader::Setup m_setup;
    UnitActor m_actor;
    FrameSkipper m_skipper; // of what passes
    std::optional<UnitReader> m_reader; // while it acts, or reads along
    bool m_isActing = false;
    qint64 m_firstCounted = 0; // UnitReader::count() where counting began
    LaneQueue m_queue;
    std::deque<Outgoing> m_injected; // not written yet
    QByteArray m_uncounted; // goes out before m_out, and before the notes
    QByteArray m_out;
    bool m_hasNotes = false; // take() gave what the notes are about
    qint64 m_crossed = 0; // messages that went to the target since they are counted
    bool m_isContextBroken = false;
    bool m_isOver = false; // a close frame was sent here
    bool m_isFresh = true; // nothing of it has passed unread
    bool m_awaitsWindow = false;
    Capture::Time m_windowPatience; // then it passes unread
    bool m_isUnreadable = false; // the window is not known
    QByteArray m_waiting; // bytes that are read once it has come
    std::shared_ptr<MessageLane *> m_self; // for whoever calls back later
};

} // namespace Acting
