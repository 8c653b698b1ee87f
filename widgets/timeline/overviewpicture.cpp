// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/overviewpicture.h"

#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

constexpr int WidestBar = 6;
constexpr qreal DotSize = 5;

/// Paints in pixels of the screen, so that bars are crisp at any ratio.
class Bars
{
public:
    Bars(QPainter &painter, const TimeBuckets::View &view, const TimeAxis &axis, qreal ratio)
        : m_painter(painter)
        , m_view(view)
        , m_axis(axis)
        , m_ratio(ratio)
    {
    }

    void paint(OverviewPicture::Measure measure, const Colors &colors);

private:
    int pixels(qreal length) const { return static_cast<int>(std::lround(length * m_ratio)); }
    int leftOf(std::size_t cell) const;
    QRect columnOf(std::size_t cell) const;
    int heightOf(qint64 value, qint64 most) const;

    QPainter &m_painter;
    const TimeBuckets::View &m_view;
    const TimeAxis &m_axis;
    qreal m_ratio;
};

int Bars::leftOf(std::size_t cell) const
{
    const Capture::Time time = m_view.start + m_view.cellWidth * static_cast<qint64>(cell);
    return static_cast<int>(m_axis.xOf(time) * m_ratio);
}

/// Where the bars of a cell stand, as high as the strip.
QRect Bars::columnOf(std::size_t cell) const
{
    const int left = leftOf(cell);
    const int room = leftOf(cell + 1) - left;
    const int gap = room >= pixels(3) ? pixels(1) : 0;
    return {left, 0, std::clamp(room - gap, 1, pixels(WidestBar)), pixels(OverviewPicture::Height)};
}

int Bars::heightOf(qint64 value, qint64 most) const
{
    if (value <= 0)
        return 0;
    const double share = std::sqrt(static_cast<double>(value) / static_cast<double>(most));
    return std::max(pixels(1), pixels(share * OverviewPicture::LongestBar));
}

void Bars::paint(OverviewPicture::Measure measure, const Colors &colors)
{
    const auto measured = [measure](const TimeBuckets::Flow &flow) {
        return OverviewPicture::measured(flow, measure);
    };
    qint64 most = 1;
    for (const TimeBuckets::Bucket &bucket : m_view.cells)
        most = std::max({most, measured(bucket.sent), measured(bucket.received)});

    const int middle = pixels(OverviewPicture::MiddleLine);
    const int below = middle + pixels(1);
    for (std::size_t cell = 0; cell < m_view.cells.size(); ++cell) {
        const TimeBuckets::Bucket &bucket = m_view.cells[cell];
        const QRect column = columnOf(cell);
        const int up = heightOf(measured(bucket.sent), most);
        const int down = heightOf(measured(bucket.received), most);
        m_painter.fillRect(QRect(column.left(), middle - up, column.width(), up), colors.sent);
        m_painter.fillRect(QRect(column.left(), below, column.width(), down), colors.received);
    }
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colors.error);
    const qreal size = DotSize * m_ratio;
    for (std::size_t cell = 0; cell < m_view.cells.size(); ++cell) {
        if (m_view.cells[cell].problems == 0)
            continue;
        const QRectF column = columnOf(cell);
        const qreal left = std::clamp(column.center().x() - size / 2, 0.0,
                                      std::max(0.0, m_axis.width * m_ratio - size));
        m_painter.drawEllipse(
            QRectF(left, (OverviewPicture::MarkLane - DotSize) / 2 * m_ratio, size, size));
    }
}

} // namespace

qint64 OverviewPicture::measured(const TimeBuckets::Flow &flow, Measure measure)
{
    return measure == Measure::Messages ? flow.messages : flow.bytes;
}

QPixmap OverviewPicture::paint(const TimeBuckets::View &view, const TimeAxis &axis, Measure measure,
                               const Colors &colors, qreal ratio)
{
    QPixmap picture((QSizeF(axis.width, Height) * ratio).toSize());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    const auto pixels
        = [ratio](int length) { return static_cast<int>(std::lround(length * ratio)); };
    painter.fillRect(QRect(0, pixels(MiddleLine), picture.width(), pixels(1)), colors.line);
    Bars(painter, view, axis, ratio).paint(measure, colors);
    painter.end();
    picture.setDevicePixelRatio(ratio);
    return picture;
}
