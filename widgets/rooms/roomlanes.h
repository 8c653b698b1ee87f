// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/membershiplog.h"
#include "widgets/common/timerange.h"
#include "widgets/timeline/timelinescale.h"

#include <QAbstractScrollArea>

class CaptureFeed;
class RoomSessions;
class RoomsJob;
class Theme;

/// When who was in: a lane for each member of a room, or for each room of a member, under a ruler.
///
/// Shows the shared time range, or all of the capture's time. Only lanes in sight are painted.
class RoomLanes : public QAbstractScrollArea
{
    Q_OBJECT
public:
    static constexpr int LaneHeight = 28;
    static constexpr int RulerHeight = 24;

    RoomLanes(const RoomsJob &job, const CaptureFeed &feed, const RoomSessions &sessions,
              const TimeRange &range, const Theme &theme, QWidget *parent = nullptr);

    /// Those who ever were in \a room.
    void showRoom(quint32 room);
    /// The rooms that \a member ever was in.
    void showMember(quint32 member, bool withTwins);
    void showNothing();
    /// A line at \a moment, which \a words name; none without one.
    void setMoment(std::optional<Capture::Time> moment, const QString &words);
    /// The log has more.
    void refresh();

    const TimelineScale &scale() const { return m_scale; }
    /// One for each lane: its place in the log.
    const std::vector<quint32> &seats() const { return m_seats; }
    /// What a lane is called.
    QString title(quint32 seat) const;
    /// What was when, in words, at a place of the viewport.
    QString wordsAt(const QPoint &position) const;

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    using Span = Rooms::MembershipLog::Span;
    enum class Subject { Nothing, Room, Member };

    void gather();
    void fit();
    int labelWidth() const;
    QRect laneArea(std::size_t lane) const;
    QColor colorOf(quint32 seat) const;
    QString wordsOf(const Span &span) const;
    void paintRuler(QPainter &painter) const;
    void paintLane(QPainter &painter, std::size_t lane) const;
    void paintSpan(QPainter &painter, const QRect &lane, const Span &span,
                   const QColor &color) const;
    void paintMoment(QPainter &painter) const;

    const RoomsJob &m_job;
    const CaptureFeed &m_feed;
    const RoomSessions &m_sessions;
    const TimeRange &m_range;
    const Theme &m_theme;
    Subject m_subject = Subject::Nothing;
    quint32 m_number = 0; // of the room or member
    bool m_withTwins = false;
    std::vector<quint32> m_seats;
    TimelineScale m_scale;
    std::optional<Capture::Time> m_moment;
    QString m_momentWords;
};
