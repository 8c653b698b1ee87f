// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/broadcast.h"
#include "widgets/common/jobthread.h"
#include "widgets/common/selection.h"
#include "widgets/rooms/roomsjob.h"

#include <QSet>

class RoomSessions;

/// What MessageRooms looks for in a thread of its own.
class BroadcastWorker : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        quint64 number = 0;
        Capture::Id message = 0;
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
    };

    void look(const Job &job);
    /// It keeps no file open.
    void letGo() { }

signals:
    void found(quint64 job, const Rooms::Broadcast &broadcast);
};

/// The selected message and rooms: which ones its session was in when it crossed, and who else
/// received the same. UI thread.
class MessageRooms : public QObject
{
    Q_OBJECT
public:
    /// \a sessions belongs to whoever shows \a job's log, and is up to date with it.
    MessageRooms(const CaptureFeed &feed, const Selection &selection, RoomsJob &job,
                 const RoomSessions &sessions, QObject *parent = nullptr);

    struct Room
    {
        QByteArray nsp;
        QByteArray name;
        bool isGuess = false;
        bool operator==(const Room &other) const = default;
    };

    Capture::Id message() const { return m_message; }
    /// When it crossed; nothing while no message is selected.
    const std::optional<Capture::Time> &moment() const { return m_moment; }
    /// Whether it went to the server: then there are no receivers.
    bool isSent() const { return m_isSent; }
    /// Who received it, or an equal one at the same time; with isSent() who sent it.
    const QSet<Capture::Id> &sessions() const { return m_whose; }
    /// The equal messages, if there is more than one.
    const std::optional<Rooms::Broadcast> &broadcast() const { return m_broadcast; }
    /// What the message's session was in, private rooms left out; by name. Empty until rooms have
    /// been read.
    std::vector<Room> rooms() const;
    /// All of that in words, as names and values.
    QList<std::pair<QString, QString>> facts() const;

signals:
    /// Another message, or more is known of it.
    void changed();

private:
    void follow();
    void ask();

    const CaptureFeed &m_feed;
    const Selection &m_selection;
    RoomsJob &m_job;
    const RoomSessions &m_sessions;
    JobThread<BroadcastWorker> m_thread;
    Capture::Id m_message = 0;
    Capture::Id m_session = 0;
    std::optional<Capture::Time> m_moment;
    bool m_isSent = false;
    QSet<Capture::Id> m_whose;
    std::optional<Rooms::Broadcast> m_broadcast;
};
