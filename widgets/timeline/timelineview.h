// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/timeline/timelinejob.h"

#include <QWidget>

class QAction;
class QStackedWidget;
class SegmentedButton;
class Selection;
class Theme;
class TimeRange;
class TimelineCanvas;

/// When everything happened, session by session.
///
/// Takes part in the selection and the time range, and shows what the filter lets through. Reads
/// nothing until it is looked at for the first time.
class TimelineView : public QWidget
{
    Q_OBJECT
public:
    TimelineView(const CaptureFeed &feed, Selection &selection, const MessageFilter &filter,
                 TimeRange &range, const Theme &theme, QWidget *parent = nullptr);

    /// By namespace | By event, to stand beside the view's tab.
    SegmentedButton *groupingSwitch() const { return m_groupingSwitch; }
    TimelineCanvas *canvas() const { return m_canvas; }
    const TimelineJob &job() const { return m_job; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeActions(const TimeRange &range);
    QAction *makeAction(const QString &name, const QString &text, const QKeySequence &key);

    TimelineJob m_job;
    TimelineCanvas *m_canvas;
    SegmentedButton *m_groupingSwitch;
    QStackedWidget *m_stack;
};
