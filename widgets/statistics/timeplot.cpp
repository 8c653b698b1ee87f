// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/statistics/timeplot.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

using Capture::Time;
using Query::TimeSlice;

namespace {

constexpr int DragDistance = 4; // a click until the mouse has moved so far
constexpr double LineWidth = 1.5;
constexpr int BrushAlpha = 70;
constexpr int FillAlpha = 40;

// The graphs, in the order in which they are made.
enum Graph { Upper, Lower, Marks, GraphCount };

struct Line
{
    QVector<double> keys;
    QVector<double> values;

    void add(double key, double value)
    {
        keys.append(key);
        values.append(value);
    }
};

/// Says how far from zero a tick is: what was received stands below the line.
class TrafficTicker : public QCPAxisTicker
{
public:
    explicit TrafficTicker(bool isBytes)
        : m_isBytes(isBytes)
    {
        setTickCount(3);
    }

protected:
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override
    {
        const double amount = std::abs(tick);
        return m_isBytes ? formatSize(std::llround(amount))
                         : QCPAxisTicker::getTickLabel(amount, locale, format, precision);
    }

private:
    bool m_isBytes;
};

/// Powers of ten of microseconds, as words.
class LatencyTicker : public QCPAxisTickerLog
{
public:
    LatencyTicker() { setSubTickCount(0); }

protected:
    QString getTickLabel(double tick, const QLocale & /*locale*/, QChar /*format*/,
                         int /*precision*/) override
    {
        return formatDuration(std::chrono::microseconds(std::llround(tick)));
    }
};

QString html(const QString &words, const QColor &color)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(color.name(), words);
}

} // namespace

TimePlot::TimePlot(Subject subject, TimeRange &range, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_subject(subject)
    , m_range(range)
    , m_theme(theme)
    , m_statistics(std::make_shared<const Query::Statistics>())
    , m_title(new QLabel(this))
    , m_plot(new QCustomPlot(this))
{
    m_title->setTextFormat(Qt::RichText);
    m_title->setContentsMargins(12, 4, 12, 0);
    m_plot->setObjectName(QStringLiteral("plot"));
    m_plot->setMinimumHeight(72);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->installEventFilter(this);
    m_plot->axisRect()->setMinimumMargins(QMargins(52, 4, 12, 20));
    m_plot->axisRect()->setupFullAxesBox();
    for (QCPAxis *const axis : {m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setTickLengthIn(0);
        axis->setSubTicks(false);
    }
    m_plot->xAxis2->setTicks(false);
    m_plot->yAxis2->setTicks(false);
    for (int i = 0; i < GraphCount; ++i)
        m_plot->addGraph();
    m_brush = new QCPItemRect(m_plot); // which owns it
    m_brush->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_brush->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_brush->setVisible(false);
    m_brush->setSelectable(false);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_plot, 1);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, &TimePlot::applyTheme);
    applyTheme();
}

void TimePlot::setSubject(Subject subject)
{
    m_subject = subject;
    applyTheme();
}

void TimePlot::setStatistics(const std::shared_ptr<const Query::Statistics> &statistics)
{
    m_statistics = statistics;
    draw();
}

double TimePlot::xOf(Time time) const
{
    return m_plot->xAxis->coordToPixel(keyOf(time));
}

/// Seconds from the first moment on: a double holds them to the microsecond.
double TimePlot::keyOf(Time time) const
{
    return std::chrono::duration<double>(time - m_statistics->from.value_or(time)).count();
}

Time TimePlot::timeAt(int x) const
{
    const double seconds = m_plot->xAxis->pixelToCoord(x);
    const auto way = std::chrono::microseconds(std::llround(seconds * 1e6));
    const Time from = m_statistics->from.value_or(Time());
    return std::clamp(from + way, from, m_statistics->to.value_or(from));
}

void TimePlot::applyTheme()
{
    const Colors &colors = m_theme.colors();
    m_plot->setBackground(QBrush(colors.pane));
    QFont font = m_theme.smallFont();
    font.setWeight(QFont::Normal);
    for (QCPAxis *const axis : {m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setBasePen(QPen(colors.line));
        axis->setTickPen(QPen(colors.line));
        axis->setTickLabelColor(colors.dim);
        axis->setTickLabelFont(font);
        axis->grid()->setPen(QPen(colors.line, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(QPen(colors.line));
    }
    m_title->setFont(font);
    QColor brush = colors.accent;
    brush.setAlpha(BrushAlpha);
    m_brush->setPen(QPen(colors.accent));
    m_brush->setBrush(brush);

    const bool isLatency = m_subject == Subject::Latency;
    const QColor upper = isLatency ? colors.accent : colors.sent;
    const QColor lower = isLatency ? colors.warning : colors.received;
    using Shape = QCPScatterStyle;
    const auto paint = [&](Graph graph, const QColor &color, Shape::ScatterShape shape) {
        QCPGraph *const line = m_plot->graph(graph);
        line->setPen(QPen(color, LineWidth));
        line->setLineStyle(isLatency ? QCPGraph::lsLine : QCPGraph::lsStepLeft);
        line->setScatterStyle(isLatency ? Shape(shape, color, color, 5) : Shape());
        QColor fill = color;
        fill.setAlpha(FillAlpha);
        line->setBrush(isLatency ? QBrush(Qt::NoBrush) : QBrush(fill));
    };
    paint(Upper, upper, Shape::ssDisc);
    paint(Lower, lower, Shape::ssDiamond);
    QCPGraph *const problems = m_plot->graph(Marks);
    problems->setLineStyle(QCPGraph::lsNone);
    problems->setScatterStyle(Shape(Shape::ssTriangle, colors.error, colors.error, 7));

    m_plot->yAxis->setScaleType(isLatency ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->yAxis->setTicker(
        isLatency ? QSharedPointer<QCPAxisTicker>(new LatencyTicker)
                  : QSharedPointer<QCPAxisTicker>(new TrafficTicker(m_subject == Subject::Bytes)));
    const QString name = isLatency    ? tr("Ack latency")
        : m_subject == Subject::Bytes ? tr("Bytes on the wire a second")
                                      : tr("Messages a second");
    const QStringList legend {
        html(isLatency ? tr("● p50") : tr("↑ sent"), Theme::readableOn(upper, colors.pane)),
        html(isLatency ? tr("◆ p95") : tr("↓ received"), Theme::readableOn(lower, colors.pane)),
        html(tr("▲ problems"), Theme::readableOn(colors.error, colors.pane))};
    m_title->setText(QStringLiteral("<b>%1</b>&nbsp;&nbsp;&nbsp;%2")
                         .arg(name, legend.join(QStringLiteral("&nbsp;&nbsp;"))));
    setAccessibleName(name);
    draw();
}

void TimePlot::draw()
{
    for (int i = 0; i < GraphCount; ++i)
        m_plot->graph(i)->data()->clear();
    const double span = std::chrono::duration<double>(m_statistics->span()).count();
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    if (m_statistics->from && span > 0) {
        m_plot->xAxis->setRange(0, span);
        const std::array<std::pair<double, Qt::Alignment>, 3> marks {
            {{0.0, Qt::AlignLeft}, {0.5, Qt::AlignHCenter}, {1.0, Qt::AlignRight}}};
        for (const auto &[part, alignment] : marks) {
            const double key = part * span * 0.86 + 0.07 * span; // words stay within the plot
            const auto way = std::chrono::microseconds(std::llround(key * 1e6));
            ticker->addTick(key, formatTime(*m_statistics->from + way));
        }
    }
    m_plot->xAxis->setTicker(ticker);
    if (m_subject == Subject::Latency)
        drawLatency();
    else
        drawTraffic();
    drawProblems();
    describe();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimePlot::drawTraffic()
{
    const double width = std::chrono::duration<double>(m_statistics->sliceWidth).count();
    const bool isBytes = m_subject == Subject::Bytes;
    Line sent;
    Line received;
    double highest = 0;
    double lowest = 0;
    const TimeSlice *before = nullptr;
    const auto silence = [&](const TimeSlice &slice) {
        const double end = keyOf(slice.start + m_statistics->sliceWidth);
        sent.add(end, 0);
        received.add(end, 0);
    };
    for (const TimeSlice &slice : m_statistics->slices) {
        // Between two that are not neighbours nothing happened.
        if (before != nullptr && before->start + m_statistics->sliceWidth < slice.start)
            silence(*before);
        const qint64 up = isBytes ? slice.sentBytes : slice.sentMessages;
        const qint64 down = isBytes ? slice.receivedBytes : slice.receivedMessages;
        sent.add(keyOf(slice.start), static_cast<double>(up) / width);
        received.add(keyOf(slice.start), -static_cast<double>(down) / width);
        highest = std::max(highest, sent.values.back());
        lowest = std::min(lowest, received.values.back());
        before = &slice;
    }
    if (before != nullptr)
        silence(*before);
    m_plot->graph(Upper)->setData(sent.keys, sent.values, true);
    m_plot->graph(Lower)->setData(received.keys, received.values, true);
    const double space = std::max(highest - lowest, 1.0) * 0.1;
    m_plot->yAxis->setRange(lowest - space, highest + space);
}

void TimePlot::drawLatency()
{
    Line half;
    Line most;
    const auto middle = m_statistics->sliceWidth / 2;
    for (const TimeSlice &slice : m_statistics->slices) {
        if (slice.answers == 0)
            continue;
        half.add(keyOf(slice.start + middle),
                 std::max(1.0, static_cast<double>(slice.latencyP50Us)));
        most.add(keyOf(slice.start + middle),
                 std::max(1.0, static_cast<double>(slice.latencyP95Us)));
    }
    m_plot->graph(Upper)->setData(half.keys, half.values, true);
    m_plot->graph(Lower)->setData(most.keys, most.values, true);
    if (half.values.isEmpty()) {
        m_plot->yAxis->setRange(100, 1e6);
        return;
    }
    const double least = *std::ranges::min_element(half.values);
    const double greatest = *std::ranges::max_element(most.values);
    m_plot->yAxis->setRange(least / 3, std::max(greatest * 2, least * 20));
}

void TimePlot::drawProblems()
{
    Line marks;
    const QCPRange range = m_plot->yAxis->range();
    const double height = m_subject == Subject::Latency
        ? range.lower * std::pow(range.upper / range.lower, 0.05)
        : range.lower + range.size() * 0.05;
    for (const TimeSlice &slice : m_statistics->slices) {
        if (slice.problems > 0)
            marks.add(keyOf(slice.start + m_statistics->sliceWidth / 2), height);
    }
    m_plot->graph(Marks)->setData(marks.keys, marks.values, true);
}

void TimePlot::describe()
{
    const Query::StatisticsRow &total = m_statistics->total;
    if (total.count == 0) {
        setAccessibleDescription(tr("No messages"));
    } else if (m_subject == Subject::Latency) {
        setAccessibleDescription(
            total.answered == 0
                ? tr("No answers")
                : tr("%1 answers, half of them within %2, 95 % within %3")
                      .arg(formatNumber(total.answered),
                           formatDuration(std::chrono::microseconds(total.latencyP50Us)),
                           formatDuration(std::chrono::microseconds(total.latencyP95Us))));
    } else {
        setAccessibleDescription(tr("%1 messages, %2 on the wire, in %3")
                                     .arg(formatNumber(total.count), formatBytes(total.wireBytes),
                                          formatDuration(m_statistics->span())));
    }
}

void TimePlot::showBrush(int from, int to)
{
    m_brush->topLeft->setCoords(m_plot->xAxis->pixelToCoord(from), 0);
    m_brush->bottomRight->setCoords(m_plot->xAxis->pixelToCoord(to), 1);
    m_brush->setVisible(std::abs(to - from) >= DragDistance);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool TimePlot::eventFilter(QObject *watched, QEvent *event)
{
    const auto xOfMouse
        = [event] { return static_cast<QMouseEvent *>(event)->position().toPoint().x(); };
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        if (static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton
            && m_statistics->span().count() > 0) {
            setFocus(Qt::MouseFocusReason);
            m_drag = {.from = xOfMouse(), .to = xOfMouse()};
        }
        return true;
    case QEvent::MouseMove:
        if (m_drag) {
            m_drag->to = xOfMouse();
            showBrush(m_drag->from, m_drag->to);
        }
        return true;
    case QEvent::MouseButtonRelease:
        if (const auto drag = std::exchange(m_drag, std::nullopt)) {
            showBrush(0, 0);
            if (std::abs(drag->to - drag->from) >= DragDistance)
                m_range.set(timeAt(drag->from), timeAt(drag->to));
        }
        return true;
    case QEvent::MouseButtonDblClick:
        m_range.clear();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void TimePlot::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_drag) {
        m_drag.reset();
        showBrush(0, 0);
    } else if (event->key() == Qt::Key_Escape && m_range.range()) {
        m_range.clear();
    } else {
        QWidget::keyPressEvent(event);
    }
}
