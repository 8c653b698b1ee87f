// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinepainter.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <bit>

using namespace Capture;

namespace {

constexpr qreal MarkSize = 8; // pixels, of a triangle
constexpr qreal MarkOffset = 5; // of its middle from the line's
constexpr qint64 MostLookedAt = 64; // messages of a column, for the only one of a direction
constexpr qreal AloneDistance = 6; // pixels to the next message on either side
constexpr qreal ShortestBar = 4;
constexpr qreal BarWidth = 2; // where the next column is free
constexpr qreal LongestBar = 11;
constexpr qreal BarPerDoubling = 0.8;
constexpr qreal AnswerHeight = 3;
constexpr qreal ExchangeHeight = 12;
constexpr qreal PostHeight = 6;
constexpr qreal WaitAlpha = 0.35; // of what lasts behind its edges
constexpr qreal BarAlpha = 0.55;
constexpr int MostEndWords = 400; // pixels, about the end of a session

QString words(const char *text)
{
    return QCoreApplication::translate("TimelinePainter", text);
}

qreal barLength(qint64 count)
{
    const auto doublings = static_cast<int>(std::bit_width(static_cast<quint64>(count))) - 1;
    return std::min(ShortestBar + BarPerDoubling * doublings, LongestBar);
}

QColor faded(QColor color, qreal alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

/// What \a color with its alpha looks like on \a ground.
QColor over(const QColor &color, const QColor &ground)
{
    const auto mix
        = [a = color.alphaF()](float one, float other) { return one * a + other * (1 - a); };
    return QColor::fromRgbF(mix(color.redF(), ground.redF()), mix(color.greenF(), ground.greenF()),
                            mix(color.blueF(), ground.blueF()));
}

} // namespace

TimelinePainter::TimelinePainter(QPainter &painter, const TimelineScale &scale, qreal ratio,
                                 const Theme &theme)
    : m_painter(painter)
    , m_scale(scale)
    , m_ratio(ratio)
    , m_theme(theme)
{
}

void TimelinePainter::paint(const TimelineRow &row, const TimelineTrack &track,
                            const SessionRecord *record, Time now, int top)
{
    m_middle = top + TimelineRow::Height / 2.0;
    switch (row.type) {
    case TimelineRow::Type::Session:
        paintMarks(track.messages(), top, true);
        break;
    case TimelineRow::Type::Transport:
        if (record != nullptr)
            paintWebSocket(*record, now);
        paintExchanges(track, now);
        break;
    case TimelineRow::Type::Lane:
        if (row.lane < track.lanes().size()) {
            paintAnswers(track.lanes()[row.lane].answers);
            paintMarks(track.lanes()[row.lane].marks, top, false);
        }
        break;
    case TimelineRow::Type::Heartbeat:
        paintHeartbeats(track.heartbeats());
        break;
    }
}

/// \a isDense: as bars only.
void TimelinePainter::paintMarks(const MarkLane &lane, int top, bool isDense)
{
    lane.cells(m_scale, &m_cells);
    paintFlow(lane, Direction::Sent, isDense);
    paintFlow(lane, Direction::Received, isDense);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.colors().error);
    for (const MarkLane::Cell &cell : m_cells) {
        if (cell.problems > 0)
            m_painter.drawEllipse(QPointF((cell.column + 0.5) / m_ratio, top + 3), 2, 2);
    }
    // Rings, not dots: the sign is not in the colour alone.
    m_painter.setBrush(m_theme.colors().pane);
    m_painter.setPen(QPen(m_theme.colors().accent, 1.5));
    for (const MarkLane::Cell &cell : m_cells) {
        if (cell.altered > 0)
            m_painter.drawEllipse(
                QPointF((cell.column + 0.5) / m_ratio, top + TimelineRow::Height - 4), 2.5, 2.5);
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

/// What m_cells have of one direction.
void TimelinePainter::paintFlow(const MarkLane &lane, Direction direction, bool isDense)
{
    const bool isReceived = direction == Direction::Received;
    const auto countOf = [isReceived](const MarkLane::Cell &cell) {
        return isReceived ? cell.received : cell.sent;
    };
    std::vector<const MarkLane::Cell *> cells;
    cells.reserve(m_cells.size());
    for (const MarkLane::Cell &cell : m_cells) {
        if (countOf(cell) > 0)
            cells.push_back(&cell);
    }
    const qreal alone = AloneDistance * m_ratio;
    Bar bar; // of neighbours that are equally long
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const MarkLane::Cell &cell = *cells[i];
        const int before = i == 0 ? m_scale.width() : cell.column - cells[i - 1]->column;
        const int after
            = i + 1 == cells.size() ? m_scale.width() : cells[i + 1]->column - cell.column;
        const qint64 count = countOf(cell);
        const TimelineMark *const single
            = !isDense && count == 1 && before >= alone && after >= alone
            ? firstOf(lane, cell, isReceived)
            : nullptr;
        if (single != nullptr) {
            paintMark(*single, (cell.column + 0.5) / m_ratio);
            continue;
        }
        const Bar next {.column = cell.column,
                        .width = after > 1 ? std::max(qRound(BarWidth * m_ratio), 1) : 1,
                        .length = qRound(barLength(count) * m_ratio)};
        if (next.column == bar.column + bar.width && next.length == bar.length) {
            bar.width += next.width;
        } else {
            paintBar(bar, isReceived);
            bar = next;
        }
    }
    paintBar(bar, isReceived);
}

/// Of one direction; null if it is not among the first ones of its cell.
const TimelineMark *TimelinePainter::firstOf(const MarkLane &lane, const MarkLane::Cell &cell,
                                             bool isReceived)
{
    const auto end = cell.first + static_cast<std::size_t>(std::min(cell.count(), MostLookedAt));
    for (std::size_t i = cell.first; i < end; ++i) {
        if (lane.marks()[i].has(TimelineMark::Received) == isReceived)
            return &lane.marks()[i];
    }
    return nullptr;
}

void TimelinePainter::paintMark(const TimelineMark &mark, qreal x)
{
    const Colors &colors = m_theme.colors();
    const bool isReceived = mark.has(TimelineMark::Received);
    const QColor color = mark.has(TimelineMark::Problem) ? colors.error
        : isReceived                                     ? colors.received
                                                         : colors.sent;
    constexpr qreal Half = MarkSize / 2;
    const qreal way = isReceived ? 1 : -1;
    const QPointF center(x, m_middle + way * MarkOffset);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color);
    if (mark.has(TimelineMark::Turn)) {
        const std::array<QPointF, 4> diamond {center + QPointF(0, -Half), center + QPointF(Half, 0),
                                              center + QPointF(0, Half),
                                              center + QPointF(-Half, 0)};
        m_painter.drawConvexPolygon(diamond.data(), static_cast<int>(diamond.size()));
    } else {
        const std::array<QPointF, 3> triangle {center + QPointF(0, way * Half),
                                               center + QPointF(Half, -way * Half),
                                               center + QPointF(-Half, -way * Half)};
        m_painter.drawConvexPolygon(triangle.data(), static_cast<int>(triangle.size()));
    }
    if (mark.has(TimelineMark::Asks) && !mark.has(TimelineMark::Answered)) {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(colors.warning, 1.5));
        m_painter.drawEllipse(center, Half + 2, Half + 2);
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelinePainter::paintBar(const Bar &bar, bool isReceived)
{
    if (bar.length == 0)
        return;
    const Colors &colors = m_theme.colors();
    const qreal length = bar.length / m_ratio;
    m_painter.fillRect(QRectF(bar.column / m_ratio, isReceived ? m_middle : m_middle - length,
                              bar.width / m_ratio, length),
                       isReceived ? colors.received : colors.sent);
}

void TimelinePainter::paintAnswers(const SpanLane &lane)
{
    lane.pieces(m_scale, &m_pieces);
    const Colors &colors = m_theme.colors();
    // Those that overlap become one, or what shines through would add up.
    for (std::size_t i = 0; i < m_pieces.size();) {
        qreal right = m_pieces[i].right;
        quint32 flags = m_pieces[i].flags;
        std::size_t next = i + 1;
        for (; next < m_pieces.size() && m_pieces[next].left <= right + 1; ++next) {
            right = std::max(right, m_pieces[next].right);
            flags |= m_pieces[next].flags;
        }
        const bool isWrong = (flags & TimelineSpan::Problem) != 0;
        fill(m_pieces[i].left / m_ratio, right / m_ratio, AnswerHeight,
             faded(isWrong ? colors.error : colors.accent, BarAlpha));
        i = next;
    }
}

void TimelinePainter::paintExchanges(const TimelineTrack &track, Time now)
{
    const Colors &colors = m_theme.colors();
    const QColor polling = colors.connections[1];
    const qreal nowX = xOf(now);
    const auto right = [this, nowX](const SpanLane::Piece &piece) {
        const bool isOpen = (piece.flags & TimelineSpan::Open) != 0;
        return isOpen ? std::min(piece.right / m_ratio, nowX) : piece.right / m_ratio;
    };
    const auto colorOf = [&](const SpanLane::Piece &piece) {
        return (piece.flags & TimelineSpan::Problem) != 0 ? colors.error : polling;
    };
    track.gets().pieces(m_scale, &m_pieces);
    for (const SpanLane::Piece &piece : m_pieces) {
        const qreal left = piece.left / m_ratio;
        const qreal end = right(piece);
        fill(left, end, ExchangeHeight, faded(colorOf(piece), WaitAlpha));
        fill(left, left, ExchangeHeight, colorOf(piece));
        fill(end - 1 / m_ratio, end, ExchangeHeight, colorOf(piece));
    }
    track.waits().pieces(m_scale, &m_pieces);
    const QColor ground = over(faded(polling, WaitAlpha), colors.pane);
    for (const SpanLane::Piece &piece : m_pieces) {
        if (piece.count > 1)
            continue;
        const TimelineSpan &wait = track.waits().spans()[piece.first];
        const bool isOpen = wait.end == TimelineSpan::Never;
        const QString hung = isOpen ? QString() : formatDuration(wait.end - wait.start);
        const QStringList texts = isOpen ? QStringList {words("GET, hanging"), words("GET")}
                                         : QStringList {words("GET, hung %1").arg(hung), hung};
        write(piece.left / m_ratio, right(piece), texts, ground);
    }
    track.posts().pieces(m_scale, &m_pieces);
    for (const SpanLane::Piece &piece : m_pieces)
        fill(piece.left / m_ratio, right(piece), PostHeight, colorOf(piece));
}

void TimelinePainter::paintWebSocket(const SessionRecord &record, Time now)
{
    using Stage = TransportStep::Stage;
    const Colors &colors = m_theme.colors();
    for (qsizetype i = 0; i < record.transports.size(); ++i) {
        const TransportStep &step = record.transports.at(i);
        if (step.stage != Stage::Probing && step.stage != Stage::WebSocket)
            continue;
        const Time end = i + 1 < record.transports.size() ? record.transports.at(i + 1).time
                                                          : record.closed.value_or(now);
        const qreal left = std::max(xOf(step.time), -1.0);
        const qreal right = std::min(xOf(end), m_scale.width() / m_ratio + 1);
        if (right < 0 || left > m_scale.width() / m_ratio)
            continue;
        const bool isProbe = step.stage == Stage::Probing;
        const QColor color
            = isProbe ? faded(colors.dim, WaitAlpha) : faded(colors.connections[0], WaitAlpha);
        fill(left, right, ExchangeHeight, color);
        write(left, right, QStringList(isProbe ? words("probe") : words("websocket")),
              over(color, colors.pane));
    }
}

void TimelinePainter::paintHeartbeats(const Heartbeats &heartbeats)
{
    const Colors &colors = m_theme.colors();
    heartbeats.waits().pieces(m_scale, &m_pieces);
    for (const SpanLane::Piece &piece : m_pieces) {
        if ((piece.flags & TimelineSpan::Late) != 0)
            fill(piece.left / m_ratio, piece.right / m_ratio, 2, colors.warning);
        // Where it was expected.
        if (piece.column >= 0) {
            const QRectF mark(piece.left / m_ratio, m_middle - 5, 1 / m_ratio, 10);
            m_painter.fillRect(mark, colors.dim);
        }
    }
    heartbeats.beats().pieces(m_scale, &m_pieces);
    m_painter.setRenderHint(QPainter::Antialiasing);
    for (const SpanLane::Piece &piece : m_pieces) {
        const bool isWrong = (piece.flags & TimelineSpan::Problem) != 0;
        const QColor color = isWrong ? colors.error : colors.dim;
        fill(piece.left / m_ratio, piece.right / m_ratio, 2, color);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color);
        if (piece.column >= 0)
            m_painter.drawEllipse(QPointF((piece.column + 0.5) / m_ratio, m_middle), 3, 3);
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelinePainter::paintEnd(Time time, const QString &words, int top)
{
    const qreal x = xOf(time);
    if (x < -MostEndWords || x > m_scale.width() / m_ratio)
        return;
    const Colors &colors = m_theme.colors();
    m_painter.fillRect(QRectF(x, top + 3, 1.5, TimelineRow::Height - 6), colors.error);
    const QString text = m_painter.fontMetrics().elidedText(words, Qt::ElideRight, MostEndWords);
    const qreal width = m_painter.fontMetrics().horizontalAdvance(text) + 8;
    const bool hasRoom = x + 4 + width < m_scale.width() / m_ratio;
    const QRectF area(hasRoom ? x + 4 : x - 4 - width, top + 5, width, TimelineRow::Height - 10);
    if (!hasRoom) // what lasted until then is under it
        m_painter.fillRect(area, colors.pane);
    m_painter.setPen(colors.error);
    m_painter.drawText(area, Qt::AlignCenter, text);
}

/// From \a left to \a right, a device pixel at least, around the middle of the line.
void TimelinePainter::fill(qreal left, qreal right, qreal height, const QColor &color)
{
    const qreal width = std::max(right - left, 1 / m_ratio);
    m_painter.fillRect(QRectF(left, m_middle - height / 2, width, height), color);
}

/// Between, the first of \a texts for which there is room, as far as it can be seen.
void TimelinePainter::write(qreal left, qreal right, const QStringList &texts, const QColor &ground)
{
    const qreal start = std::max(left, 0.0) + 4;
    const qreal room = std::min(right, m_scale.width() / m_ratio) - 4 - start;
    for (const QString &text : texts) {
        if (m_painter.fontMetrics().horizontalAdvance(text) > room)
            continue;
        m_painter.setPen(Theme::readableOn(m_theme.colors().text, ground));
        m_painter.drawText(QRectF(start, m_middle - 10, room, 20),
                           Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
        break;
    }
}
