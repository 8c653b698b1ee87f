// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/start/offerbutton.h"

#include "widgets/common/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace {

constexpr int Margin = 12;
constexpr int IconSize = 20;
constexpr int Gap = 12;
constexpr qreal Corner = 6;

} // namespace

OfferButton::OfferButton(Icon icon, const QString &title, const QString &how, const Theme &theme,
                         QWidget *parent)
    : QPushButton(parent)
    , m_icon(icon)
    , m_title(title)
    , m_how(how)
    , m_theme(theme)
{
    setAccessibleName(title);
    setAccessibleDescription(how);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, qOverload<>(&OfferButton::update));
}

QSize OfferButton::sizeHint() const
{
    const int line = QFontMetrics(font()).height();
    // Two lines of how in the offers, one in lists.
    const int how = isFlat() ? line : line * 3;
    return {320, 2 * (isFlat() ? Margin / 2 : Margin) + line + 4 + how};
}

void OfferButton::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = m_theme.colors();
    const bool isHot = underMouse() || isDown();
    const bool isFocused = hasFocus();
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Corner, Corner);
    if (!isFlat() || isHot)
        painter.fillPath(outline, isHot ? colors.selection : colors.pane);
    if (isFocused || !isFlat()) {
        painter.setPen(isFocused ? colors.accent : colors.line);
        painter.drawPath(outline);
    }
    const int top = isFlat() ? Margin / 2 : Margin;
    const int line = QFontMetrics(font()).height();
    const QRect iconArea(Margin, top + (line - IconSize) / 2, IconSize, IconSize);
    painter.drawPixmap(
        iconArea.topLeft(),
        iconPixmap(m_icon, colors.accent, {IconSize, IconSize}, devicePixelRatioF()));
    const QRect text = rect().adjusted(Margin + IconSize + Gap, top, -Margin, -top);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(QRect(text.left(), text.top(), text.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(bold).elidedText(m_title, Qt::ElideMiddle, text.width()));
    painter.setFont(font());
    painter.setPen(colors.dim);
    painter.drawText(text.adjusted(0, line + 4, 0, 0),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_how);
}
