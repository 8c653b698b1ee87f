// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/overviewstrip.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>
#include <utility>

using namespace std::chrono_literals;
using Capture::Time;

namespace {

constexpr int DragDistance = 4; // a click until the mouse has moved so far
constexpr int HandleReach = 4;
constexpr QSize HandleSize(5, 16);
constexpr int Margin = 4;
constexpr int DimAlpha = 165;
constexpr std::chrono::microseconds ShortestSpan = 1ms;

/// The time of day, with the date where it is not the same one all over \a axis.
QString timeWords(Time time, const TimeAxis &axis)
{
    const auto local = [](Time t) {
        const auto ms = std::chrono::floor<std::chrono::milliseconds>(t).time_since_epoch();
        return QDateTime::fromMSecsSinceEpoch(ms.count());
    };
    const QDateTime moment = local(time);
    if (local(axis.start).date() == local(axis.end()).date())
        return formatTime(time);
    return moment.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString flowWords(const QString &words, const TimeBuckets::Flow &flow)
{
    return words.arg(formatNumber(flow.messages), formatBytes(flow.bytes));
}

/// \a range a step earlier or later, or wider by a step, on the axis.
TimeRange::Range stepped(const TimeRange::Range &range, const TimeAxis &axis, bool isLater,
                         bool widens)
{
    const std::chrono::microseconds step
        = std::max<std::chrono::microseconds>(axis.span / 100, 1us);
    const auto room = isLater ? axis.end() - range.to : range.from - axis.start;
    const auto way = std::clamp<std::chrono::microseconds>(room, 0us, step) * (isLater ? 1 : -1);
    return {widens && isLater ? range.from : range.from + way,
            widens && !isLater ? range.to : range.to + way};
}

} // namespace

OverviewStrip::OverviewStrip(const CaptureFeed &feed, TimeRange &range, const Theme &theme,
                             QWidget *parent)
    : QWidget(parent)
    , m_range(range)
    , m_theme(theme)
    , m_job(feed)
{
    setObjectName(QStringLiteral("overview"));
    setFixedHeight(OverviewPicture::Height);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Overview of the capture's time"));
    connect(&feed, &CaptureFeed::opened, this, [this, &feed] {
        m_marker = feed.marker().message;
        m_drag.reset();
        m_range.clear();
    });
    connect(&feed, &CaptureFeed::cleared, this, [this, &feed] {
        m_drag.reset();
        const Capture::Id before = std::exchange(m_marker, feed.marker().message);
        if (m_marker > before)
            m_range.clear();
    });
    connect(&m_job, &OverviewJob::changed, this, &OverviewStrip::onCounted);
    connect(&range, &TimeRange::changed, this, &OverviewStrip::onRangeChanged);
    connect(&theme, &Theme::changed, this, &OverviewStrip::forgetPicture);
    makeMenu();
    onRangeChanged();
    onCounted();
}

void OverviewStrip::setMeasure(Measure measure)
{
    m_measure = measure;
    (measure == Measure::Messages ? m_messages : m_bytes)->setChecked(true);
    forgetPicture();
}

QSize OverviewStrip::sizeHint() const
{
    return {400, OverviewPicture::Height};
}

void OverviewStrip::onCounted()
{
    updateView();
    // For who cannot see it: not at every batch.
    const bool wasReading = std::exchange(m_wasReading, isReading());
    if (!isReading() && (wasReading || buckets().isEmpty()))
        describe();
}

void OverviewStrip::onRangeChanged()
{
    m_all->setEnabled(m_range.range().has_value());
    describe();
    update();
}

void OverviewStrip::updateView()
{
    m_view = buckets().view(width() / OverviewPicture::CellWidth);
    m_axis = {.start = m_view.start,
              .span = m_view.cells.empty() ? 0us : std::max(m_view.width(), ShortestSpan),
              .width = width()};
    forgetPicture();
}

void OverviewStrip::forgetPicture()
{
    m_picture = {};
    update();
}

void OverviewStrip::describe()
{
    if (buckets().isEmpty()) {
        setAccessibleDescription(tr("No messages"));
        return;
    }
    const TimeBuckets::Bucket &total = buckets().total();
    QString words
        = tr("From %1 to %2. Sent: %3. Received: %4. With problems: %5.")
              .arg(timeWords(buckets().firstTime(), m_axis),
                   timeWords(buckets().lastTime(), m_axis), formatNumber(total.sent.messages),
                   formatNumber(total.received.messages), formatNumber(total.problems));
    if (const auto &range = m_range.range())
        words += tr(" Selected: from %1 to %2.")
                     .arg(timeWords(range->from, m_axis), timeWords(range->to, m_axis));
    setAccessibleDescription(words);
}

QString OverviewStrip::wordsAt(int x) const
{
    if (m_axis.isEmpty())
        return {};
    const auto cell = (m_axis.timeAt(x) - m_view.start) / m_view.cellWidth;
    QStringList lines;
    if (cell < std::ssize(m_view.cells)) {
        const TimeBuckets::Bucket &bucket = m_view.cells[static_cast<std::size_t>(cell)];
        lines << tr("%1, for %2")
                     .arg(timeWords(m_view.start + m_view.cellWidth * cell, m_axis),
                          formatDuration(m_view.cellWidth));
        lines << flowWords(tr("↑ sent: %1, %2"), bucket.sent);
        lines << flowWords(tr("↓ received: %1, %2"), bucket.received);
        if (bucket.heartbeats > 0)
            lines << tr("heartbeats among them: %1").arg(formatNumber(bucket.heartbeats));
        if (bucket.problems > 0)
            lines << tr("● with problems: %1").arg(formatNumber(bucket.problems));
    } else {
        lines << timeWords(m_axis.timeAt(x), m_axis);
    }
    lines << (m_measure == Measure::Messages ? tr("Heights: messages, on a square-root scale")
                                             : tr("Heights: bytes, on a square-root scale"));
    return lines.join(QLatin1Char('\n'));
}

bool OverviewStrip::isDragging() const
{
    return m_drag && std::abs(m_drag->to - m_drag->from) >= DragDistance;
}

std::optional<Time> OverviewStrip::anchorAt(int x) const
{
    const auto &range = m_range.range();
    if (!range || m_axis.isEmpty())
        return std::nullopt;
    const double toFrom = std::abs(m_axis.xOf(range->from) - x);
    const double toTo = std::abs(m_axis.xOf(range->to) - x);
    if (std::min(toFrom, toTo) > HandleReach)
        return std::nullopt;
    return toFrom < toTo ? range->to : range->from;
}

std::optional<OverviewStrip::Range> OverviewStrip::shownRange() const
{
    if (!isDragging())
        return m_range.range();
    const auto [from, to] = std::minmax({m_drag->anchor, m_axis.timeAt(m_drag->to)});
    return Range {from, to};
}

void OverviewStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_axis.isEmpty()) {
        QWidget::mousePressEvent(event);
        return;
    }
    const int x = event->position().toPoint().x();
    m_drag = {.anchor = anchorAt(x).value_or(m_axis.timeAt(x)), .from = x, .to = x};
}

void OverviewStrip::mouseMoveEvent(QMouseEvent *event)
{
    const int x = event->position().toPoint().x();
    if (m_drag) {
        m_drag->to = x;
        update();
    } else {
        setCursor(anchorAt(x) ? Qt::SplitHCursor : Qt::ArrowCursor);
    }
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const bool hasRange = isDragging();
    const std::optional<Drag> drag = std::exchange(m_drag, std::nullopt);
    if (hasRange)
        m_range.set(drag->anchor, m_axis.timeAt(drag->to));
    update();
}

void OverviewStrip::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_drag.reset();
    m_range.clear();
}

void OverviewStrip::keyPressEvent(QKeyEvent *event)
{
    const bool widens = event->modifiers() == Qt::ShiftModifier;
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (event->key() == Qt::Key_Escape && m_drag) {
        m_drag.reset();
        update();
    } else if (event->key() == Qt::Key_Escape && m_range.range()) {
        m_range.clear();
    } else if (isArrow && (isPlain || widens) && !m_axis.isEmpty()) {
        stepRange(event->key() == Qt::Key_Right, widens);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void OverviewStrip::stepRange(bool isLater, bool widens)
{
    if (const auto range = m_range.range()) {
        const Range next = stepped(*range, m_axis, isLater, widens);
        m_range.set(next.from, next.to);
    } else if (isLater) {
        m_range.set(m_axis.start, m_axis.start + m_axis.span / 10);
    } else {
        m_range.set(m_axis.end() - m_axis.span / 10, m_axis.end());
    }
}

void OverviewStrip::makeMenu()
{
    auto *measures = new QActionGroup(this);
    const auto addMeasure = [&](Measure measure, const QString &words) {
        auto *action = new QAction(words, measures);
        action->setCheckable(true);
        action->setChecked(measure == m_measure);
        connect(action, &QAction::triggered, this, [this, measure] { setMeasure(measure); });
        addAction(action);
        return action;
    };
    m_messages = addMeasure(Measure::Messages, tr("Messages"));
    m_bytes = addMeasure(Measure::Bytes, tr("Bytes on the wire"));
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    addAction(separator);
    // Its key is heard in keyPressEvent(): a drag comes first.
    m_all = new QAction(tr("All of the time\tEsc"), this);
    connect(m_all, &QAction::triggered, &m_range, &TimeRange::clear);
    addAction(m_all);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

bool OverviewStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *const help = static_cast<QHelpEvent *>(event);
        const QRect area(help->pos().x() - 1, 0, OverviewPicture::CellWidth, height());
        QToolTip::showText(help->globalPos(), wordsAt(help->pos().x()), this, area);
        return true;
    }
    return QWidget::event(event);
}

void OverviewStrip::focusInEvent(QFocusEvent *event)
{
    const Qt::FocusReason reason = event->reason();
    if (reason == Qt::MouseFocusReason)
        m_showsFocus = false;
    else if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
             || reason == Qt::ShortcutFocusReason)
        m_showsFocus = true;
    describe();
    QWidget::focusInEvent(event);
}

void OverviewStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateView();
}

void OverviewStrip::paintEvent(QPaintEvent * /*event*/)
{
    const Colors &colors = m_theme.colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.alternate);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
    if (m_axis.isEmpty()) {
        painter.setPen(colors.dim);
        if (!isReading())
            painter.drawText(rect(), Qt::AlignCenter, tr("No messages yet"));
    } else {
        const std::optional<Range> range = shownRange();
        const QRect selected = range ? areaOf(*range) : QRect();
        if (range)
            painter.fillRect(selected, colors.selection);
        paintBars(painter);
        if (range)
            paintEnds(painter, selected);
        paintTimes(painter, range);
    }
    if (m_showsFocus && hasFocus()) {
        painter.setPen(colors.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -2));
    }
}

QRect OverviewStrip::areaOf(const Range &range) const
{
    const int left = std::min(qRound(m_axis.xOf(range.from)), width() - 1);
    const int right = qRound(m_axis.xOf(range.to));
    return {left, 0, std::max(right - left, 1), height() - 1};
}

void OverviewStrip::paintBars(QPainter &painter)
{
    // Of what is painted on, which need not be the screen.
    const qreal ratio = painter.deviceTransform().m11();
    if (m_picture.isNull() || !qFuzzyCompare(m_picture.devicePixelRatio(), ratio))
        m_picture = OverviewPicture::paint(m_view, m_axis, m_measure, m_theme.colors(), ratio);
    painter.drawPixmap(0, 0, m_picture);
}

/// Dims what is not selected, and says where it can be taken hold of.
void OverviewStrip::paintEnds(QPainter &painter, const QRect &selected)
{
    const Colors &colors = m_theme.colors();
    QColor veil = colors.alternate;
    veil.setAlpha(DimAlpha);
    painter.fillRect(QRect(0, 0, selected.left(), selected.height()), veil);
    painter.fillRect(
        QRect(selected.right() + 1, 0, width() - selected.right() - 1, selected.height()), veil);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int x : {selected.left(), selected.right()}) {
        painter.fillRect(QRect(x, 0, 1, selected.height()), colors.accent);
        QRectF handle({}, QSizeF(HandleSize));
        handle.moveCenter({x + 0.5, OverviewPicture::MiddleLine + 0.5});
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.accent);
        painter.drawRoundedRect(handle, 2, 2);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void OverviewStrip::paintTimes(QPainter &painter, const std::optional<Range> &range)
{
    QFont font = m_theme.smallFont();
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    const int baseline = height() - 3;
    const auto widthOf = [&painter](const QString &words) {
        return painter.fontMetrics().horizontalAdvance(words);
    };
    int left = width(); // of the range's words
    int right = 0;
    if (range) {
        const QString words = tr("%1 – %2 (%3)")
                                  .arg(timeWords(range->from, m_axis), timeWords(range->to, m_axis),
                                       formatDuration(range->to - range->from));
        const int center = areaOf(*range).center().x();
        left = std::max(Margin,
                        std::min(center - widthOf(words) / 2, width() - Margin - widthOf(words)));
        right = left + widthOf(words);
        painter.setPen(m_theme.colors().text);
        painter.drawText(left, baseline, words);
    }
    const QString start = timeWords(m_axis.start, m_axis);
    const QString end = timeWords(m_axis.end(), m_axis);
    const int endLeft = width() - Margin - widthOf(end);
    painter.setPen(m_theme.colors().dim);
    const int startRight = Margin + widthOf(start);
    if (startRight + Margin < left)
        painter.drawText(Margin, baseline, start);
    if (endLeft > right + Margin && endLeft > startRight + Margin)
        painter.drawText(endLeft, baseline, end);
}
