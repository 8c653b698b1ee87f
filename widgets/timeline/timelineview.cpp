// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelineview.h"

#include "widgets/common/segmentedbutton.h"
#include "widgets/common/timerange.h"
#include "widgets/timeline/timelinecanvas.h"

#include <QAction>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace {

constexpr double ZoomStep = 1.5;

}

TimelineView::TimelineView(const CaptureFeed &feed, Selection &selection,
                           const MessageFilter &filter, TimeRange &range, const Theme &theme,
                           QWidget *parent)
    : QWidget(parent)
    , m_job(feed, filter)
    , m_canvas(new TimelineCanvas(m_job, feed, selection, filter, range, theme))
    , m_groupingSwitch(new SegmentedButton(theme, this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("timelineView"));
    m_groupingSwitch->addSegment(tr("By namespace"), tr("A line for each namespace"));
    m_groupingSwitch->addSegment(tr("By event"), tr("A line for each event's name"));
    m_groupingSwitch->setAccessibleName(tr("Lines of the timeline"));
    connect(m_groupingSwitch, &SegmentedButton::currentIndexChanged, this, [this](int index) {
        m_canvas->setGrouping(index == 0 ? TimelineRows::Grouping::Namespace
                                         : TimelineRows::Grouping::Event);
    });
    setFocusProxy(m_canvas);
    auto *empty = new QLabel(tr("Nothing to show yet.\n\nEach session gets its lines here: how it "
                                "travelled, what it said and when, how long answers took, and its "
                                "heartbeats."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_canvas);
    connect(m_canvas, &TimelineCanvas::filledChanged, this,
            [this](bool isFilled) { m_stack->setCurrentIndex(isFilled ? 1 : 0); });
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_stack);
    makeActions(range);
}

void TimelineView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_job.begin();
}

void TimelineView::makeActions(const TimeRange &range)
{
    const auto connectTo = [this](QAction *action, auto function) {
        connect(action, &QAction::triggered, m_canvas, function);
    };
    connectTo(makeAction(QStringLiteral("zoomIn"), tr("Zoom in"), Qt::Key_Plus),
              [this] { m_canvas->zoom(1 / ZoomStep); });
    connectTo(makeAction(QStringLiteral("zoomOut"), tr("Zoom out"), Qt::Key_Minus),
              [this] { m_canvas->zoom(ZoomStep); });
    connectTo(makeAction(QStringLiteral("zoomFit"), tr("Show all of the time"), Qt::Key_0),
              [this] { m_canvas->fit(); });
    QAction *const toRange
        = makeAction(QStringLiteral("zoomRange"), tr("Zoom to the time range"), Qt::Key_Z);
    toRange->setEnabled(range.range().has_value());
    connectTo(toRange, [this] { m_canvas->zoomToRange(); });
    connect(&range, &TimeRange::changed, toRange,
            [toRange, &range] { toRange->setEnabled(range.range().has_value()); });
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    m_canvas->addAction(separator);
    connectTo(makeAction(QStringLiteral("unfoldAll"), tr("Unfold all sessions"), {}),
              [this] { m_canvas->setAllUnfolded(true); });
    connectTo(makeAction(QStringLiteral("foldAll"), tr("Fold all sessions"), {}),
              [this] { m_canvas->setAllUnfolded(false); });
    m_canvas->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QAction *TimelineView::makeAction(const QString &name, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_canvas->addAction(action);
    return action;
}
