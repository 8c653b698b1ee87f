// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "widgets/timeline/timelinedata.h"
#include "widgets/timeline/timelinerows.h"

#include <QPainter>

class Theme;

/// Draws the lines of a timeline, without their labels.
///
/// What was sent stands above the middle of its line, what was received below it. A message that
/// stands alone there is a triangle, or a diamond where something began or ended. Where messages
/// are closer than that, each column of device pixels is a bar whose length says how many there
/// are: a doubling adds the same length each time.
class TimelinePainter
{
public:
    /// \a scale in columns of the device, of which there are \a ratio in a pixel of \a painter.
    TimelinePainter(QPainter &painter, const TimelineScale &scale, qreal ratio, const Theme &theme);

    /// Of \a track, into the line at \a top. \a record is null for what is of no session.
    void paint(const TimelineRow &row, const TimelineTrack &track,
               const Capture::SessionRecord *record, Capture::Time now, int top);
    /// The end of a session, and \a words about it.
    void paintEnd(Capture::Time time, const QString &words, int top);

private:
    /// Columns of the device.
    struct Bar
    {
        int column = 0;
        int width = 0;
        int length = 0;
    };

    void paintMarks(const MarkLane &lane, int top, bool isDense);
    void paintFlow(const MarkLane &lane, Capture::Direction direction, bool isDense);
    static const TimelineMark *firstOf(const MarkLane &lane, const MarkLane::Cell &cell,
                                       bool isReceived);
    void paintMark(const TimelineMark &mark, qreal x);
    void paintBar(const Bar &bar, bool isReceived);
    void paintAnswers(const SpanLane &lane);
    void paintExchanges(const TimelineTrack &track, Capture::Time now);
    void paintWebSocket(const Capture::SessionRecord &record, Capture::Time now);
    void paintHeartbeats(const Heartbeats &heartbeats);
    void fill(qreal left, qreal right, qreal height, const QColor &color);
    void write(qreal left, qreal right, const QStringList &texts, const QColor &ground);
    qreal xOf(Capture::Time time) const { return m_scale.xOf(time) / m_ratio; }

    QPainter &m_painter;
    const TimelineScale &m_scale;
    qreal m_ratio;
    const Theme &m_theme;
    qreal m_middle = 0; // of the line
    std::vector<MarkLane::Cell> m_cells;
    std::vector<SpanLane::Piece> m_pieces;
};
