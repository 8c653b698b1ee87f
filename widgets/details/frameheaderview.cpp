// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/frameheaderview.h"

#include "widgets/common/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace {

constexpr int BitsPerLine = 16;
constexpr int LineHeight = 40;
constexpr int LineGap = 4;
constexpr int Margin = 12;
constexpr int MostCellWidth = 28;
constexpr int LeastCellWidth = 12;

} // namespace

FrameHeaderView::FrameHeaderView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&FrameHeaderView::update));
}

void FrameHeaderView::setFrame(const Capture::FrameRecord &frame)
{
    m_bytes = FrameHeader::bytes(frame);
    m_fields = FrameHeader::fields(frame);
    setAccessibleName(tr("The frame's header. %1").arg(FrameHeader::description(frame)));
    updateGeometry();
    update();
}

void FrameHeaderView::clear()
{
    m_bytes.clear();
    m_fields.clear();
    setAccessibleName(tr("The frame's header"));
    updateGeometry();
    update();
}

QSize FrameHeaderView::sizeHint() const
{
    const int lines = static_cast<int>((m_bytes.size() + 1) / 2);
    return {2 * Margin + BitsPerLine * LeastCellWidth, lines * (LineHeight + LineGap)};
}

QRect FrameHeaderView::bitRect(int bit) const
{
    const int cell = qBound(LeastCellWidth, (width() - 2 * Margin) / BitsPerLine, MostCellWidth);
    return {Margin + bit % BitsPerLine * cell, bit / BitsPerLine * (LineHeight + LineGap), cell,
            LineHeight};
}

const FrameHeader::Field *FrameHeaderView::fieldAt(const QPoint &position) const
{
    for (const FrameHeader::Field &field : m_fields) {
        for (int bit = field.begin; bit < field.begin + field.width; ++bit) {
            if (bitRect(bit).contains(position))
                return &field;
        }
    }
    return nullptr;
}

bool FrameHeaderView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *const help = static_cast<QHelpEvent *>(event);
    if (const FrameHeader::Field *const field = fieldAt(help->pos()))
        QToolTip::showText(help->globalPos(), field->meaning, this);
    else
        QToolTip::hideText();
    return true;
}

void FrameHeaderView::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    const Colors &colors = m_theme.colors();
    const QFont bitFont = m_theme.fixedFont();
    QFont labelFont = m_theme.smallFont();
    labelFont.setBold(false);
    const QFontMetrics labels(labelFont);
    for (const FrameHeader::Field &field : std::as_const(m_fields)) {
        const int end = field.begin + field.width;
        // A field over several lines is drawn as one box a line, with its label in the first.
        for (int begin = field.begin; begin < end;) {
            const int lineEnd = qMin(end, (begin / BitsPerLine + 1) * BitsPerLine);
            QRect box = bitRect(begin).united(bitRect(lineEnd - 1));
            painter.setPen(colors.line);
            painter.setBrush(begin == field.begin && field.width > 1 ? colors.alternate
                                                                     : colors.pane);
            painter.drawRect(box.adjusted(0, 0, 0, -1));
            painter.setFont(bitFont);
            for (int bit = begin; bit < lineEnd; ++bit) {
                const unsigned byte = static_cast<uchar>(m_bytes[bit / 8]);
                const bool isSet = (byte >> static_cast<unsigned>(7 - bit % 8) & 1U) != 0;
                painter.setPen(isSet ? colors.accent : colors.dim);
                painter.drawText(bitRect(bit).adjusted(0, 2, 0, -LineHeight / 2), Qt::AlignCenter,
                                 isSet ? QStringLiteral("1") : QStringLiteral("0"));
            }
            if (begin == field.begin) {
                painter.setFont(labelFont);
                painter.setPen(colors.text);
                const QRect area = box.adjusted(1, LineHeight / 2 - 2, -1, -2);
                painter.drawText(area, Qt::AlignCenter,
                                 labels.elidedText(field.label, Qt::ElideRight, area.width() + 2));
            }
            begin = lineEnd;
        }
    }
}
