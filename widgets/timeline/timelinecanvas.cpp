// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinecanvas.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/timelineoverlay.h"
#include "widgets/timeline/timelinepicture.h"
#include "widgets/timeline/timelinewords.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

using namespace Capture;
using TimelinePicture::LabelWidth;
using TimelinePicture::RulerHeight;

namespace {

constexpr int GrowMs = 33; // between two pictures of what arrives
constexpr int DragDistance = 4; // a click until the mouse has moved so far
constexpr double ZoomStep = 1.25;
constexpr double PanShare = 0.1; // of the window, for a key or a step of the wheel
constexpr double TailShare = 0.04; // of the window, free behind the newest
constexpr int WheelStep = 120;

} // namespace

TimelineCanvas::TimelineCanvas(TimelineJob &job, const CaptureFeed &feed, Selection &selection,
                               const MessageFilter &filter, TimeRange &range, const Theme &theme,
                               QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_job(job)
    , m_feed(feed)
    , m_selection(selection)
    , m_filter(filter)
    , m_range(range)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_pause.setSingleShot(true);
    m_pause.setInterval(GrowMs);
    connect(&m_pause, &QTimer::timeout, this, &TimelineCanvas::grow);
    connect(&job, &TimelineJob::restarted, this, &TimelineCanvas::onRestarted);
    connect(&job, &TimelineJob::grown, this, [this] {
        if (!m_pause.isActive())
            m_pause.start();
    });
    connect(&job, &TimelineJob::finished, this, &TimelineCanvas::grow);
    connect(&feed, &CaptureFeed::opened, this, [this] {
        m_rows.reset();
        m_following = Following::All;
        m_selected.reset();
    });
    connect(&feed, &CaptureFeed::advanced, this, [this](const Advance &advance) {
        if (!advance.sessions.empty() && m_isFilled && !m_pause.isActive())
            m_pause.start();
    });
    connect(&filter, &MessageFilter::changed, this, &TimelineCanvas::grow);
    connect(&selection, &Selection::changed, this, &TimelineCanvas::onSelectionChanged);
    connect(&range, &TimeRange::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &TimelineCanvas::forgetPicture);
}

void TimelineCanvas::onRestarted()
{
    m_pause.stop();
    m_drag.reset();
    grow();
}

/// Shows what the data has now.
void TimelineCanvas::grow()
{
    const TimelineData &all = m_job.data();
    updateRows();
    if (!all.isEmpty()) {
        if (m_following == Following::All) {
            setScale(m_scale.fitted(all.firstTime(), all.lastTime()));
        } else if (m_following == Following::Tail) {
            const auto room = std::chrono::microseconds(
                std::llround(static_cast<double>(m_scale.span().count()) * TailShare));
            const auto way = all.lastTime() + room - m_scale.end();
            if (way.count() > 0)
                setScale(m_scale.moved(way));
        }
    }
    const bool isFilled = !m_rows.rows().empty();
    if (std::exchange(m_isFilled, isFilled) != isFilled)
        emit filledChanged(isFilled);
    if (!m_job.isReading())
        describe();
    forgetPicture();
}

void TimelineCanvas::updateRows()
{
    m_rows.update(m_job.data(), m_feed, m_filter);
    updateScrollBar();
}

void TimelineCanvas::updateScrollBar()
{
    const int room = viewport()->height() - RulerHeight;
    verticalScrollBar()->setPageStep(std::max(room, TimelineRow::Height));
    verticalScrollBar()->setSingleStep(TimelineRow::Height);
    verticalScrollBar()->setRange(0, std::max(0, m_rows.height() - room));
}

void TimelineCanvas::setGrouping(TimelineRows::Grouping grouping)
{
    m_rows.setGrouping(grouping);
    m_selectedRow.reset();
    grow();
}

void TimelineCanvas::setAllUnfolded(bool areUnfolded)
{
    m_rows.setAllUnfolded(areUnfolded);
    grow();
}

void TimelineCanvas::setUnfolded(Id session, bool isUnfolded)
{
    m_rows.setUnfolded(session, isUnfolded);
    grow();
}

void TimelineCanvas::fit()
{
    m_following = Following::All;
    grow();
}

void TimelineCanvas::zoomToRange()
{
    if (const auto &range = m_range.range())
        setScaleByUser(m_scale.fitted(range->from, range->to));
}

void TimelineCanvas::zoom(double factor)
{
    double x = m_scale.width() / 2.0;
    if (m_selected && m_scale.showing(m_selected->time) == m_scale)
        x = m_scale.xOf(m_selected->time);
    setScaleByUser(m_scale.zoomed(x, factor));
}

void TimelineCanvas::setScale(const TimelineScale &scale)
{
    m_scale = scale;
    forgetPicture();
}

void TimelineCanvas::setScaleByUser(const TimelineScale &scale)
{
    setScale(scale);
    const bool hasTail = !m_job.data().isEmpty() && m_scale.end() > m_job.data().lastTime();
    m_following = hasTail ? Following::Tail : Following::Nothing;
}

void TimelineCanvas::forgetPicture()
{
    m_isPictureOld = true;
    viewport()->update();
}

void TimelineCanvas::describe()
{
    const TimelineData &all = m_job.data();
    setAccessibleDescription(all.isEmpty() ? tr("Nothing happened")
                                           : tr("%1 messages from %2 to %3")
                                                 .arg(formatNumber(all.messageCount()),
                                                      formatFullTime(all.firstTime()),
                                                      formatFullTime(all.lastTime())));
}

void TimelineCanvas::onSelectionChanged()
{
    m_selected.reset();
    if (m_selection.message() != 0 && m_feed.reader() != nullptr) {
        for (const MessageRow &row : m_feed.reader()->messages(std::array {m_selection.message()}))
            m_selected = TimelineHit {
                .message = row.record.id, .session = row.record.session, .time = row.record.time};
    }
    const bool isElsewhere
        = m_selected && m_selectedRow && m_selectedRow->session != m_selected->session;
    if (!m_selected || isElsewhere)
        m_selectedRow.reset();
    // While everything is in sight, or will be, nothing has to move.
    const bool mayMove = m_selected && m_following != Following::All;
    if (mayMove && m_scale.showing(m_selected->time) != m_scale)
        setScaleByUser(m_scale.showing(m_selected->time));
    const TimelineRow *const heading
        = m_selected && !m_selectedRow ? m_rows.heading(m_selected->session) : nullptr;
    if (heading != nullptr && !viewport()->rect().intersects(areaOf(*heading)))
        verticalScrollBar()->setValue(heading->top);
    viewport()->update();
}

/// The message before or after the selected one, on the line on which that was selected.
void TimelineCanvas::selectBeside(bool isLater)
{
    if (!m_selected)
        return;
    const TimelineRow *const heading = m_rows.heading(m_selected->session);
    const TimelineTrack *const track = m_job.data().track(m_selected->session);
    if (heading == nullptr || track == nullptr)
        return;
    const TimelineRow row = m_selectedRow.value_or(*heading);
    const auto next
        = TimelineHits::next(m_selected->time, m_selected->message, isLater, row, *track);
    if (next)
        m_selection.selectMessage(next->message, next->session);
}

bool TimelineCanvas::isDragging() const
{
    return m_drag && (m_drag->to - m_drag->from).manhattanLength() >= DragDistance;
}

bool TimelineCanvas::isOnLabels(const QPoint &position) const
{
    return position.x() < LabelWidth;
}

int TimelineCanvas::plotX(const QPoint &position) const
{
    return position.x() - LabelWidth;
}

const TimelineRow *TimelineCanvas::rowAt(const QPoint &position) const
{
    if (position.y() < RulerHeight)
        return nullptr;
    return m_rows.at(position.y() - RulerHeight + verticalScrollBar()->value());
}

QRect TimelineCanvas::areaOf(const TimelineRow &row) const
{
    return {0, RulerHeight + row.top - verticalScrollBar()->value(), viewport()->width(),
            TimelineRow::Height};
}

std::optional<TimelineHit> TimelineCanvas::hitAt(const QPoint &position) const
{
    const TimelineRow *const row = isOnLabels(position) ? nullptr : rowAt(position);
    const TimelineTrack *const track
        = row ? std::as_const(m_job).data().track(row->session) : nullptr;
    if (track == nullptr)
        return std::nullopt;
    return TimelineHits::at(plotX(position), *row, *track, m_scale);
}

void TimelineCanvas::click(const QPoint &position)
{
    const TimelineRow *const row = rowAt(position);
    if (row == nullptr)
        return;
    if (isOnLabels(position)) {
        if (row->type == TimelineRow::Type::Session)
            setUnfolded(row->session, !m_rows.isUnfolded(row->session));
        return;
    }
    const auto hit = hitAt(position);
    if (!hit) {
        m_selection.selectSession(row->session);
    } else if (hit->message != 0) {
        m_selectedRow = *row;
        m_selection.selectMessage(hit->message, hit->session);
    } else {
        m_selection.selectExchange(hit->exchange, hit->session);
    }
}

void TimelineCanvas::mousePressEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    const bool moves = event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && event->modifiers() == Qt::ShiftModifier);
    if (!moves && event->button() != Qt::LeftButton) {
        QAbstractScrollArea::mousePressEvent(event);
        return;
    }
    m_drag = {.from = position, .to = position, .moves = moves, .scale = m_scale};
}

void TimelineCanvas::mouseMoveEvent(QMouseEvent *event)
{
    m_mouse = event->position().toPoint();
    if (m_drag) {
        m_drag->to = *m_mouse;
        if (m_drag->moves && isDragging()) {
            const double way = (m_drag->from.x() - m_drag->to.x()) * m_drag->scale.columnSpan();
            setScaleByUser(m_drag->scale.moved(std::chrono::microseconds(std::llround(way))));
        }
    }
    viewport()->update();
}

void TimelineCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    const bool isClick = !isDragging();
    const std::optional<Drag> drag = std::exchange(m_drag, std::nullopt);
    if (!drag)
        return;
    if (isClick && event->button() == Qt::LeftButton)
        click(drag->from);
    else if (!isClick && !drag->moves && !isOnLabels(drag->from))
        m_range.set(m_scale.timeAt(plotX(drag->from)),
                    m_scale.timeAt(std::max(0, plotX(drag->to))));
    viewport()->update();
}

void TimelineCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_drag.reset();
    const QPoint position = event->position().toPoint();
    if (isOnLabels(position))
        click(position);
    else
        m_range.clear();
}

void TimelineCanvas::wheelEvent(QWheelEvent *event)
{
    const QPoint position = event->position().toPoint();
    const bool scrolls = event->modifiers() == Qt::ControlModifier || isOnLabels(position);
    if (scrolls) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    const QPoint angle = event->angleDelta();
    const bool pans = event->modifiers() == Qt::ShiftModifier || angle.y() == 0;
    if (pans) {
        const double steps
            = static_cast<double>(angle.y() != 0 ? angle.y() : angle.x()) / WheelStep;
        const double way = -steps * PanShare * static_cast<double>(m_scale.span().count());
        setScaleByUser(m_scale.moved(std::chrono::microseconds(std::llround(way))));
    } else {
        const double steps = static_cast<double>(angle.y()) / WheelStep;
        setScaleByUser(m_scale.zoomed(plotX(position), std::pow(ZoomStep, -steps)));
    }
    event->accept();
}

void TimelineCanvas::keyPressEvent(QKeyEvent *event)
{
    const auto pan = [this](double share) {
        const double way = share * static_cast<double>(m_scale.span().count());
        setScaleByUser(m_scale.moved(std::chrono::microseconds(std::llround(way))));
    };
    const TimelineData &all = m_job.data();
    switch (event->key()) {
    case Qt::Key_Left:
        pan(-PanShare);
        break;
    case Qt::Key_Right:
        pan(PanShare);
        break;
    case Qt::Key_Home:
        if (!all.isEmpty())
            setScaleByUser(m_scale.moved(all.firstTime() - m_scale.start()));
        break;
    case Qt::Key_End:
        if (!all.isEmpty())
            setScaleByUser(m_scale.moved(all.lastTime() + m_scale.span() / 20 - m_scale.end()));
        break;
    case Qt::Key_J:
        selectBeside(true);
        break;
    case Qt::Key_K:
        selectBeside(false);
        break;
    case Qt::Key_Escape:
        if (m_drag)
            m_drag.reset();
        else
            m_range.clear();
        viewport()->update();
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool TimelineCanvas::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        m_mouse.reset();
        viewport()->update();
    } else if (event->type() == QEvent::ToolTip) {
        const auto *const help = static_cast<QHelpEvent *>(event);
        const auto hit = hitAt(help->pos());
        QString text;
        if (hit && m_feed.reader() != nullptr) {
            text = TimelineWords::of(*hit, *m_feed.reader());
        } else if (isOnLabels(help->pos())) {
            const TimelineRow *const row = rowAt(help->pos());
            text = row != nullptr ? row->label : QString();
        }
        QToolTip::showText(help->globalPos(), text, viewport(),
                           QRect(help->pos() - QPoint(2, 2), QSize(5, 5)));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_scale = m_scale.withWidth(std::max(viewport()->width() - LabelWidth, 0));
    updateScrollBar();
    forgetPicture();
}

void TimelineCanvas::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    forgetPicture();
}

void TimelineCanvas::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(viewport());
    // Of what is painted on, which need not be the screen.
    const qreal ratio = painter.deviceTransform().m11();
    if (std::exchange(m_isPictureOld, false)
        || !qFuzzyCompare(m_picture.devicePixelRatio(), ratio)) {
        const TimelinePicture::Scene scene {.data = m_job.data(),
                                            .rows = m_rows,
                                            .feed = m_feed,
                                            .scale = m_scale,
                                            .scrolled = verticalScrollBar()->value()};
        TimelinePicture::paint(scene, viewport()->size(), font(), m_theme, ratio, &m_picture);
    }
    painter.drawPixmap(0, 0, m_picture);
    paintOverlay(painter);
}

/// What moves while the picture stands still.
void TimelineCanvas::paintOverlay(QPainter &painter) const
{
    TimelineOverlay overlay(painter, m_scale, viewport()->size(), m_theme);
    if (isDragging() && !m_drag->moves && !isOnLabels(m_drag->from)) {
        const auto [from, to] = std::minmax(plotX(m_drag->from), std::max(0, plotX(m_drag->to)));
        overlay.paintRange({.from = m_scale.timeAt(from), .to = m_scale.timeAt(to)});
    } else if (m_range.range()) {
        overlay.paintRange(*m_range.range());
    }
    if (m_mouse && !isOnLabels(*m_mouse) && !isDragging())
        overlay.paintTime(m_scale.timeAt(plotX(*m_mouse)));
    if (m_selected)
        overlay.paintSelected(m_selected->time, m_selected->message);
}
