// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/rooms/roomsessions.h"

#include <QAbstractItemModel>

class RoomsJob;
class Theme;

/// Namespaces, their rooms, and who is in them at one moment.
///
/// A room stays in its place when it is empty. Members are listed when they are asked for, so a
/// folded room costs a row. update() brings it up to date; UI thread.
class RoomsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Members, KnownBy, Since, ColumnCount };
    enum Role {
        HowRole = Qt::UserRole, ///< a MembershipRecord::How, of rows that have one
        MarkRole, ///< whether the row's member is marked
    };
    enum class Level { Namespace, Room, Member };

    RoomsModel(const RoomsJob &job, const CaptureFeed &feed, const Theme &theme,
               QObject *parent = nullptr);

    void setSearch(const QString &text);
    void setWithTwins(bool areShown);
    /// None: now.
    void setMoment(std::optional<Capture::Time> moment);
    const std::optional<Capture::Time> &moment() const { return m_moment; }
    /// Marks the members of these \a sessions as who sent the selected message, or received it.
    void setMarks(const QSet<Capture::Id> &sessions, bool areSenders);
    /// Shows what the job's log has now.
    void update();
    /// Forgets all; before the log is another.
    void clear();

    Level level(const QModelIndex &index) const;
    // What an index of that level stands for, by number in the log.
    quint32 scopeAt(const QModelIndex &index) const;
    quint32 roomAt(const QModelIndex &index) const;
    quint32 memberAt(const QModelIndex &index) const;
    QModelIndex indexOfRoom(quint32 room) const;
    /// Where \a session's member stands: in \a room if it is given, else in the first that has it.
    /// Lists that room's members if they were not.
    QModelIndex indexOfSession(Capture::Id session, std::optional<quint32> room);
    const RoomSessions &sessions() const { return m_sessions; }
    Rooms::MembershipLog::Presence presenceOf(quint32 room) const { return m_presences[room]; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Numbers = std::vector<quint32>;
    using Presence = Rooms::MembershipLog::Presence;

    const Rooms::MembershipLog &log() const;
    bool comesBefore(Level level, quint32 one, quint32 other) const;
    int rowOf(Level level, const Numbers &numbers, quint32 number) const;
    Numbers wantedRooms(quint32 scope, const std::vector<bool> &found) const;
    Numbers wantedSeats(quint32 room) const;
    std::vector<bool> foundMembers() const;
    void sync(Level level, const QModelIndex &parent, Numbers *shown, const Numbers &wanted);
    QModelIndex indexOfScope(quint32 scope) const;
    QVariant scopeData(quint32 scope, int column, int role) const;
    QVariant roomData(quint32 room, int column, int role) const;
    bool isMarked(quint32 seat) const;
    QVariant seatData(quint32 seat, int column, int role) const;

    const RoomsJob &m_job;
    const CaptureFeed &m_feed;
    const Theme &m_theme;
    RoomSessions m_sessions;
    QString m_search;
    bool m_withTwins = false;
    std::optional<Capture::Time> m_moment;
    QSet<Capture::Id> m_marked; // sessions
    bool m_areSenders = false;
    Numbers m_scopes; // that are shown, in order
    std::vector<Numbers> m_rooms; // of each scope
    QHash<quint32, Numbers> m_seats; // of rooms whose members were asked for
    std::vector<Presence> m_presences; // of each room
};
