// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/selection.h"
#include "widgets/common/timerange.h"
#include "widgets/timeline/timelinehits.h"
#include "widgets/timeline/timelinejob.h"
#include "widgets/timeline/timelinerows.h"

#include <QAbstractScrollArea>
#include <QPixmap>
#include <QTimer>

#include <optional>

class Theme;

/// The timeline itself: lines of what happened, under a ruler, beside their names.
///
/// The wheel zooms to where the mouse is, with Shift it goes along the time, with Ctrl or over the
/// names it scrolls the lines. Dragging selects the shared time range; with Shift or the middle
/// button it moves the time. A click selects what is there. All of it can be done with keys.
class TimelineCanvas : public QAbstractScrollArea
{
    Q_OBJECT
public:
    /// What happens to the shown time while traffic arrives.
    enum class Following {
        All, ///< everything stays in sight
        Tail, ///< the end stays in sight, as much of it as was shown
        Nothing ///< what is shown stays
    };

    TimelineCanvas(TimelineJob &job, const CaptureFeed &feed, Selection &selection,
                   const MessageFilter &filter, TimeRange &range, const Theme &theme,
                   QWidget *parent = nullptr);

    const TimelineScale &scale() const { return m_scale; }
    const TimelineRows &rows() const { return m_rows; }
    Following following() const { return m_following; }

    void setGrouping(TimelineRows::Grouping grouping);
    void setAllUnfolded(bool areUnfolded);
    void setUnfolded(Capture::Id session, bool isUnfolded);
    /// Shows all of the time, and goes on doing so.
    void fit();
    /// Shows the shared time range, if there is one.
    void zoomToRange();
    /// By \a factor of the span, around the selected message or the middle.
    void zoom(double factor);
    /// Where \a row stands in the viewport.
    QRect areaOf(const TimelineRow &row) const;
    /// What is at a place of the viewport.
    std::optional<TimelineHit> hitAt(const QPoint &position) const;

signals:
    /// There is something to show, or nothing any more.
    void filledChanged(bool isFilled);

protected:
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    /// With a mouse button down.
    struct Drag
    {
        QPoint from;
        QPoint to;
        bool moves = false; ///< the time, else it selects a range
        TimelineScale scale; ///< as it was
    };

    void onRestarted();
    void grow();
    void updateRows();
    void updateScrollBar();
    void setScale(const TimelineScale &scale);
    void setScaleByUser(const TimelineScale &scale);
    void forgetPicture();
    void onSelectionChanged();
    void selectBeside(bool isLater);
    void click(const QPoint &position);
    bool isDragging() const;
    bool isOnLabels(const QPoint &position) const;
    int plotX(const QPoint &position) const;
    const TimelineRow *rowAt(const QPoint &position) const;
    void paintOverlay(QPainter &painter) const;
    void describe();

    TimelineJob &m_job;
    const CaptureFeed &m_feed;
    Selection &m_selection;
    const MessageFilter &m_filter;
    TimeRange &m_range;
    const Theme &m_theme;
    TimelineRows m_rows;
    TimelineScale m_scale;
    Following m_following = Following::All;
    QTimer m_pause; // until what has arrived is shown
    QPixmap m_picture;
    bool m_isPictureOld = true; // to be painted anew
    std::optional<Drag> m_drag;
    std::optional<QPoint> m_mouse; // over the viewport
    std::optional<TimelineHit> m_selected;
    std::optional<TimelineRow> m_selectedRow; // where it was clicked
    bool m_isFilled = false;
};
