// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/timerange.h"
#include "widgets/timeline/overviewjob.h"
#include "widgets/timeline/overviewpicture.h"
#include "widgets/timeline/timeaxis.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

class QAction;
class Theme;

/// All of the capture's time at a glance, above every view: what was sent and received when.
///
/// It shows the shared time range, and dragging over it sets that, when the button is let go. The
/// range is forgotten when another capture is opened and when what it lies in is hidden.
class OverviewStrip : public QWidget
{
    Q_OBJECT
public:
    using Measure = OverviewPicture::Measure;

    OverviewStrip(const CaptureFeed &feed, TimeRange &range, const Theme &theme,
                  QWidget *parent = nullptr);

    /// What the bars stand for.
    void setMeasure(Measure measure);
    Measure measure() const { return m_measure; }

    const TimeBuckets &buckets() const { return m_job.buckets(); }
    /// Not all that is in the capture is shown yet.
    bool isReading() const { return m_job.isReading(); }
    /// Where times stand in the widget.
    const TimeAxis &axis() const { return m_axis; }
    /// What happened under the pixel \a x, in lines.
    QString wordsAt(int x) const;

    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    using Range = TimeRange::Range;

    /// A range being drawn with the mouse.
    struct Drag
    {
        Capture::Time anchor; ///< the end that stays
        int from = 0; ///< where the button went down
        int to = 0; ///< where the mouse is
    };

    void makeMenu();
    void onCounted();
    void onRangeChanged();
    void updateView();
    void forgetPicture();
    void describe();
    bool isDragging() const;
    /// The end of the range that stays if one takes hold of the other at \a x.
    std::optional<Capture::Time> anchorAt(int x) const;
    /// The one being drawn, or the one that is set.
    std::optional<Range> shownRange() const;
    void stepRange(bool isLater, bool widens);
    void paintBars(QPainter &painter);
    void paintEnds(QPainter &painter, const QRect &selected);
    void paintTimes(QPainter &painter, const std::optional<Range> &range);
    QRect areaOf(const Range &range) const;

    TimeRange &m_range;
    const Theme &m_theme;
    OverviewJob m_job;
    QAction *m_messages = nullptr;
    QAction *m_bytes = nullptr;
    QAction *m_all = nullptr;
    Capture::Id m_marker = 0;
    bool m_wasReading = false;
    Measure m_measure = Measure::Messages;
    TimeBuckets::View m_view;
    TimeAxis m_axis;
    QPixmap m_picture; // null: to be painted anew
    std::optional<Drag> m_drag;
    bool m_showsFocus = false; // it came by a key
};
