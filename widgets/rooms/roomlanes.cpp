// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomlanes.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/rooms/roomsessions.h"
#include "widgets/rooms/roomsjob.h"
#include "widgets/timeline/timeruler.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

using namespace Capture;
using Rooms::MembershipLog;

namespace {

constexpr int BarHeight = 12;
constexpr int Gap = 8;
constexpr int Arrow = 5;
constexpr int TickDistance = 84;
constexpr int LeastBar = 3; // of what is shorter than a pixel
constexpr qsizetype LongestName = 80;

} // namespace

RoomLanes::RoomLanes(const RoomsJob &job, const CaptureFeed &feed, const RoomSessions &sessions,
                     const TimeRange &range, const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_job(job)
    , m_feed(feed)
    , m_sessions(sessions)
    , m_range(range)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("roomLanes"));
    setAccessibleName(tr("Who was in when"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&range, &TimeRange::changed, this, &RoomLanes::refresh);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void RoomLanes::showRoom(quint32 room)
{
    m_subject = Subject::Room;
    m_number = room;
    verticalScrollBar()->setValue(0);
    refresh();
}

void RoomLanes::showMember(quint32 member, bool withTwins)
{
    m_subject = Subject::Member;
    m_number = member;
    m_withTwins = withTwins;
    verticalScrollBar()->setValue(0);
    refresh();
}

void RoomLanes::showNothing()
{
    m_subject = Subject::Nothing;
    refresh();
}

void RoomLanes::setMoment(std::optional<Time> moment, const QString &words)
{
    m_moment = moment;
    m_momentWords = words;
    viewport()->update();
}

void RoomLanes::refresh()
{
    gather();
    fit();
    const int room = viewport()->height() - RulerHeight;
    verticalScrollBar()->setPageStep(std::max(room, LaneHeight));
    verticalScrollBar()->setSingleStep(LaneHeight);
    verticalScrollBar()->setRange(
        0, std::max(0, static_cast<int>(m_seats.size()) * LaneHeight - room));
    viewport()->update();
}

void RoomLanes::gather()
{
    const MembershipLog &log = m_job.log();
    m_seats.clear();
    if (m_subject == Subject::Room && m_number < log.rooms().size()) {
        m_seats = log.rooms()[m_number].seats;
    } else if (m_subject == Subject::Member && m_number < log.members().size()) {
        for (const quint32 seat : log.members()[m_number].seats) {
            if (m_withTwins || !log.rooms()[log.seats()[seat].room].isTwin)
                m_seats.push_back(seat);
        }
    }
    // Who was in first stands first.
    std::stable_sort(m_seats.begin(), m_seats.end(), [&log](quint32 a, quint32 b) {
        const auto began
            = [&log](quint32 seat) { return log.spans()[log.seats()[seat].spans.front()].began; };
        return began(a) < began(b);
    });
}

void RoomLanes::fit()
{
    const TimelineScale scale({}, std::chrono::seconds(1), viewport()->width() - labelWidth());
    if (const auto &range = m_range.range()) {
        m_scale = TimelineScale(range->from, range->to - range->from, scale.width());
        return;
    }
    Time first = m_job.log().firstTime();
    Time last = m_job.log().isEmpty() ? first : m_job.log().lastTime();
    for (const SessionRecord &session : m_feed.sessions()) {
        first = std::min(first, session.opened);
        last = last == MembershipLog::Never ? session.opened : last;
        last = std::max(last, session.closed.value_or(session.opened));
    }
    m_scale = first == MembershipLog::Never ? scale : scale.fitted(first, last);
}

int RoomLanes::labelWidth() const
{
    return std::clamp(viewport()->width() / 4, 72, 160);
}

QRect RoomLanes::laneArea(std::size_t lane) const
{
    const int top
        = RulerHeight + static_cast<int>(lane) * LaneHeight - verticalScrollBar()->value();
    return {0, top, viewport()->width(), LaneHeight};
}

QString RoomLanes::title(quint32 seat) const
{
    const MembershipLog &log = m_job.log();
    const MembershipLog::Seat &it = log.seats()[seat];
    if (m_subject == Subject::Member)
        return singleLine(log.rooms()[it.room].name, LongestName);
    const MembershipLog::Member &member = log.members()[it.member];
    return m_sessions.title(member, log.scopes()[member.scope].nsp);
}

QColor RoomLanes::colorOf(quint32 seat) const
{
    const MembershipLog &log = m_job.log();
    const MembershipLog::Member &member = log.members()[log.seats()[seat].member];
    const Id session = m_sessions.sessionOf(member, log.scopes()[member.scope].nsp);
    return m_theme.sessionColor(session != 0 ? session : log.seats()[seat].member);
}

QString RoomLanes::wordsOf(const Span &span) const
{
    QStringList words;
    words.append(span.wasPresent ? tr("was in at %1, since before").arg(formatTime(span.began))
                                 : tr("came at %1").arg(formatTime(span.began)));
    if (span.joinedBy != 0)
        words.last() += tr(" (message %1)").arg(span.joinedBy);
    if (span.lasts())
        words.append(tr("is in"));
    else if (span.wasLost)
        words.append(tr("left unseen, not after %1").arg(formatTime(span.ended)));
    else
        words.append(tr("left at %1").arg(formatTime(span.ended)));
    if (span.leftBy != 0)
        words.last() += tr(" (message %1)").arg(span.leftBy);
    const QString sentence = words.join(QStringLiteral(", "));
    if (span.how != MembershipLog::How::Inferred)
        return sentence;
    return sentence + u'\n'
        + tr("A guess: %1").arg(singleLine(m_job.log().evidence(span.evidence), 200));
}

QString RoomLanes::wordsAt(const QPoint &position) const
{
    const int y = position.y() - RulerHeight + verticalScrollBar()->value();
    if (position.y() < RulerHeight || y / LaneHeight >= static_cast<int>(m_seats.size()))
        return {};
    const quint32 seat = m_seats[static_cast<std::size_t>(y / LaneHeight)];
    QString words = title(seat);
    const double x = position.x() - labelWidth();
    const auto spans
        = m_job.log().spansWithin(seat, m_scale.timeAt(x - LeastBar), m_scale.timeAt(x + LeastBar));
    if (x >= 0 && !spans.empty())
        words += u'\n' + wordsOf(spans.back());
    return words;
}

bool RoomLanes::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), wordsAt(help->pos()), viewport());
    return true;
}

void RoomLanes::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    refresh();
}

void RoomLanes::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.colors().pane);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_seats.empty())
        return;
    paintRuler(painter);
    painter.save();
    painter.setClipRect(viewport()->rect().adjusted(0, RulerHeight, 0, 0));
    auto lane = static_cast<std::size_t>(verticalScrollBar()->value() / LaneHeight);
    for (; lane < m_seats.size() && laneArea(lane).top() < viewport()->height(); ++lane)
        paintLane(painter, lane);
    painter.restore();
    paintMoment(painter);
}

void RoomLanes::paintRuler(QPainter &painter) const
{
    const Colors &colors = m_theme.colors();
    const int left = labelWidth();
    painter.setFont(m_theme.smallFont());
    painter.setPen(colors.dim);
    const QString ground = painter.fontMetrics().elidedText(TimeRuler::ground(m_scale),
                                                            Qt::ElideRight, left - 2 * Gap);
    painter.drawText(QRect(Gap, 0, left - Gap, RulerHeight), Qt::AlignVCenter, ground);
    for (const TimeRuler::Tick &tick : TimeRuler::ticks(m_scale, TickDistance)) {
        const int x = left + static_cast<int>(tick.x);
        painter.setPen(colors.line);
        painter.drawLine(x, RulerHeight - 4, x, viewport()->height());
        painter.setPen(colors.dim);
        painter.drawText(QRect(x + 4, 0, TickDistance - 4, RulerHeight), Qt::AlignVCenter,
                         tick.label);
    }
    painter.setPen(colors.line);
    painter.drawLine(0, RulerHeight, viewport()->width(), RulerHeight);
}

void RoomLanes::paintLane(QPainter &painter, std::size_t lane) const
{
    const QRect area = laneArea(lane);
    const quint32 seat = m_seats[lane];
    const int left = labelWidth();
    painter.setFont(font());
    painter.setPen(m_theme.colors().text);
    const QString label
        = painter.fontMetrics().elidedText(title(seat), Qt::ElideRight, left - 2 * Gap);
    painter.drawText(area.adjusted(Gap, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, label);
    painter.save();
    painter.setClipRect(area.adjusted(left, 0, 0, 0), Qt::IntersectClip);
    const QColor color = colorOf(seat);
    for (const Span &span : m_job.log().spansWithin(seat, m_scale.start(), m_scale.end()))
        paintSpan(painter, area, span, color);
    painter.restore();
}

/// A bar; a guess is hollow with a dashed edge, an arrow leads to what is out of sight, and an end
/// that nobody saw has a question mark.
void RoomLanes::paintSpan(QPainter &painter, const QRect &lane, const Span &span,
                          const QColor &color) const
{
    const double edge = labelWidth();
    const double from = edge + std::max(m_scale.xOf(span.began), -20.0);
    const double to = span.lasts()
        ? viewport()->width() - Arrow
        : edge + std::min(m_scale.xOf(span.ended), m_scale.width() + 20.0);
    const double top = lane.top() + (LaneHeight - BarHeight) / 2.0;
    const QRectF bar(from, top, std::max<double>(to - from, LeastBar), BarHeight);
    QColor ground = color;
    const bool isGuess = span.how == MembershipLog::How::Inferred;
    ground.setAlphaF(isGuess ? 0.2F : 0.7F);
    painter.setBrush(ground);
    painter.setPen(isGuess ? QPen(color, 1, Qt::DashLine) : QPen(Qt::NoPen));
    painter.drawRoundedRect(bar, 3, 3);
    const auto arrow = [&](double x, double way) {
        QPainterPath path({x + way * Arrow, bar.center().y()});
        path.lineTo(x, bar.top());
        path.lineTo(x, bar.bottom());
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPath(path);
    };
    if (span.lasts())
        arrow(bar.right(), 1);
    if (span.wasPresent)
        arrow(bar.left(), -1);
    if (span.wasLost && !span.lasts()) {
        painter.setPen(m_theme.colors().warning);
        painter.setFont(m_theme.smallFont());
        painter.drawText(QRectF(bar.right() + 3, lane.top(), 16, LaneHeight), Qt::AlignVCenter,
                         QStringLiteral("?"));
    }
}

void RoomLanes::paintMoment(QPainter &painter) const
{
    if (!m_moment || *m_moment < m_scale.start() || *m_moment >= m_scale.end())
        return;
    const Colors &colors = m_theme.colors();
    const double x = labelWidth() + m_scale.xOf(*m_moment);
    painter.setPen(colors.accent);
    painter.drawLine(QPointF(x, RulerHeight), QPointF(x, viewport()->height()));
    painter.setFont(m_theme.smallFont());
    const int width = painter.fontMetrics().horizontalAdvance(m_momentWords) + 2 * Gap;
    const double left = std::clamp<double>(x - width / 2.0, labelWidth(),
                                           std::max(labelWidth(), viewport()->width() - width));
    const QRectF flag(left, 2, width, RulerHeight - 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.accent);
    painter.drawRoundedRect(flag, 4, 4);
    painter.setPen(colors.onAccent);
    painter.drawText(flag, Qt::AlignCenter, m_momentWords);
}
