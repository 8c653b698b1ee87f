// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/chip.h"

#include "widgets/common/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace {

constexpr int Padding = 6;
constexpr int Height = 16;
constexpr qreal Corner = 4;

} // namespace

QSize Chips::size(const QString &text, const Theme &theme)
{
    const QFontMetrics metrics(theme.smallFont());
    return {metrics.horizontalAdvance(text) + 2 * Padding, qMax(Height, metrics.height() + 2)};
}

QRect Chips::paint(QPainter &painter, const QRect &area, const QString &text, const QColor &color,
                   const Theme &theme)
{
    const QSize wanted = size(text, theme);
    const QRect chip(area.left(), area.top() + (area.height() - wanted.height()) / 2,
                     qMin(wanted.width(), area.width()), wanted.height());
    const QFont font = theme.smallFont();
    const QRect inner = chip.adjusted(Padding, 0, -Padding, 0);
    const QString shown
        = QFontMetrics(font).elidedText(text, Qt::ElideRight, qMax(0, inner.width() + 1));
    if (shown.size() < qMin(text.size(), qsizetype(2)))
        return {}; // not a letter of it would be seen
    const Colors &colors = theme.colors();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.chip);
    painter.drawRoundedRect(chip, Corner, Corner);
    painter.setFont(font);
    painter.setPen(color.isValid() ? Theme::readableOn(color, colors.chip) : colors.text);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    painter.restore();
    return chip;
}

Chip::Chip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&Chip::update));
}

void Chip::setText(const QString &text, const QColor &color)
{
    m_text = text;
    m_color = color;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return Chips::size(m_text, m_theme);
}

void Chip::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    Chips::paint(painter, rect(), m_text, m_color, m_theme);
}
