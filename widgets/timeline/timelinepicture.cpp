// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinepicture.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/timelinepainter.h"
#include "widgets/timeline/timeruler.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Capture;

namespace {

constexpr int TickDistance = 96; // pixels, at least
constexpr int Indent = 24;
constexpr int SquareSize = 9;

QString words(const char *text)
{
    return QCoreApplication::translate("TimelinePicture", text);
}

class ScenePainter
{
public:
    ScenePainter(QPainter &painter, const TimelinePicture::Scene &scene, const QSize &size,
                 const Theme &theme)
        : m_painter(painter)
        , m_scene(scene)
        , m_size(size)
        , m_theme(theme)
    {
    }

    void paintGround();
    void paintLines(qreal ratio);
    void paintLabels();
    void paintRuler();

private:
    template<typename Paint>
    void forVisible(Paint paint);
    void paintFold(const QRect &area, bool isUnfolded);
    void paintEnd(TimelinePainter &lines, const TimelineRow &row, int top);

    QPainter &m_painter;
    const TimelinePicture::Scene &m_scene;
    QSize m_size;
    const Theme &m_theme;
};

/// Calls \a paint with each line that can be seen and where it stands in the window.
template<typename Paint>
void ScenePainter::forVisible(Paint paint)
{
    const auto &rows = m_scene.rows.rows();
    for (auto i = static_cast<std::size_t>(m_scene.scrolled / TimelineRow::Height); i < rows.size();
         ++i) {
        const int top = TimelinePicture::RulerHeight + rows[i].top - m_scene.scrolled;
        if (top >= m_size.height())
            break;
        paint(rows[i], top);
    }
}

void ScenePainter::paintGround()
{
    const Colors &colors = m_theme.colors();
    m_painter.fillRect(QRect({}, m_size), colors.pane);
    forVisible([this, &colors](const TimelineRow &row, int top) {
        if (row.type == TimelineRow::Type::Session)
            m_painter.fillRect(QRect(0, top, m_size.width(), TimelineRow::Height),
                               colors.alternate);
    });
    for (const TimeRuler::Tick &tick : TimeRuler::ticks(m_scene.scale, TickDistance)) {
        const int x = TimelinePicture::LabelWidth + static_cast<int>(std::floor(tick.x));
        m_painter.fillRect(QRect(x, TimelinePicture::RulerHeight, 1, m_size.height()), colors.line);
    }
}

void ScenePainter::paintLines(qreal ratio)
{
    const int width = m_scene.scale.width();
    const TimelineScale scale
        = m_scene.scale.withWidth(static_cast<int>(std::lround(width * ratio)));
    m_painter.save();
    m_painter.setClipRect(
        QRect(TimelinePicture::LabelWidth, TimelinePicture::RulerHeight, width, m_size.height()));
    m_painter.translate(TimelinePicture::LabelWidth, 0);
    TimelinePainter lines(m_painter, scale, ratio, m_theme);
    forVisible([&](const TimelineRow &row, int top) {
        const TimelineTrack *const track = m_scene.data.track(row.session);
        if (track == nullptr)
            return;
        lines.paint(row, *track, m_scene.feed.session(row.session), m_scene.data.lastTime(), top);
        if (row.type == TimelineRow::Type::Transport)
            paintEnd(lines, row, top);
    });
    m_painter.restore();
}

/// When the session ended, why, and how long until another one took it up.
void ScenePainter::paintEnd(TimelinePainter &lines, const TimelineRow &row, int top)
{
    const SessionRecord *const session = m_scene.feed.session(row.session);
    if (session == nullptr || !session->closed)
        return;
    QString text = singleLine(session->closeReason, 80);
    if (text.isEmpty())
        text = words("closed");
    const SessionRecord *const next = m_scene.feed.session(m_scene.rows.successor(row.session));
    if (next != nullptr && next->opened >= *session->closed)
        text = words("%1 · back in %2").arg(text, formatDuration(next->opened - *session->closed));
    lines.paintEnd(*session->closed, text, top);
}

void ScenePainter::paintLabels()
{
    const Colors &colors = m_theme.colors();
    m_painter.fillRect(QRect(TimelinePicture::LabelWidth - 1, 0, 1, m_size.height()), colors.line);
    const QFont font = m_painter.font();
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    forVisible([&](const TimelineRow &row, int top) {
        const bool isSession = row.type == TimelineRow::Type::Session;
        QRect area(8, top, TimelinePicture::LabelWidth - 16, TimelineRow::Height);
        if (isSession) {
            paintFold(area, m_scene.rows.isUnfolded(row.session));
            QRect square(area.left() + 14, 0, SquareSize, SquareSize);
            square.moveTop(top + (TimelineRow::Height - SquareSize) / 2);
            m_painter.setRenderHint(QPainter::Antialiasing);
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_theme.sessionColor(row.session));
            m_painter.drawRoundedRect(square, 2, 2);
            m_painter.setRenderHint(QPainter::Antialiasing, false);
            area.setLeft(square.right() + 8);
        } else {
            area.setLeft(area.left() + Indent);
        }
        m_painter.setFont(isSession ? bold : font);
        m_painter.setPen(isSession ? colors.text : colors.dim);
        m_painter.drawText(
            area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            m_painter.fontMetrics().elidedText(row.label, Qt::ElideRight, area.width()));
    });
    m_painter.setFont(font);
}

/// A triangle that points down where lanes stand under it, and to the right where they are folded.
void ScenePainter::paintFold(const QRect &area, bool isUnfolded)
{
    const QPointF center(area.left() + 4, area.center().y() + 0.5);
    const std::array<QPointF, 3> down {center + QPointF(-4, -2), center + QPointF(4, -2),
                                       center + QPointF(0, 3)};
    const std::array<QPointF, 3> right {center + QPointF(-2, -4), center + QPointF(-2, 4),
                                        center + QPointF(3, 0)};
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.colors().dim);
    m_painter.drawConvexPolygon((isUnfolded ? down : right).data(), 3);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

void ScenePainter::paintRuler()
{
    const Colors &colors = m_theme.colors();
    const int height = TimelinePicture::RulerHeight;
    m_painter.fillRect(QRect(0, 0, m_size.width(), height), colors.pane);
    m_painter.fillRect(QRect(0, height - 1, m_size.width(), 1), colors.line);
    m_painter.setPen(colors.dim);
    m_painter.drawText(QRect(8, 0, TimelinePicture::LabelWidth - 16, height - 1),
                       Qt::AlignVCenter | Qt::AlignLeft, TimeRuler::ground(m_scene.scale));
    for (const TimeRuler::Tick &tick : TimeRuler::ticks(m_scene.scale, TickDistance)) {
        const int x = TimelinePicture::LabelWidth + static_cast<int>(std::floor(tick.x));
        m_painter.fillRect(QRect(x, height - 6, 1, 5), colors.line);
        m_painter.drawText(QRect(x + 4, 0, 2 * TickDistance, height - 1),
                           Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, tick.label);
    }
}

} // namespace

void TimelinePicture::paint(const Scene &scene, const QSize &size, const QFont &font,
                            const Theme &theme, qreal ratio, QPixmap *picture)
{
    const QSize pixels = (QSizeF(size) * ratio).toSize();
    if (picture->size() != pixels)
        *picture = QPixmap(pixels);
    picture->setDevicePixelRatio(ratio);
    QPainter painter(picture);
    painter.setFont(font);
    ScenePainter window(painter, scene, size, theme);
    window.paintGround();
    window.paintLines(ratio);
    window.paintLabels();
    window.paintRuler();
}
