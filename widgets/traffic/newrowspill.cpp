// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/newrowspill.h"

#include "widgets/common/format.h"
#include "widgets/common/icons.h"

#include <QPainter>

namespace {

constexpr int Height = 28;
constexpr int Padding = 12;
constexpr int IconSize = 12;

} // namespace

NewRowsPill::NewRowsPill(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::NoFocus); // Space does the same
    setToolTip(tr("Follow the newest (Space)"));
    hide();
}

void NewRowsPill::setCount(int count)
{
    setText(tr("%1 new").arg(formatNumber(count)));
    setAccessibleName(tr("%1 new rows below, follow them").arg(formatNumber(count)));
    setVisible(count > 0);
    resize(sizeHint());
    update();
}

QSize NewRowsPill::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + IconSize + 4 + 2 * Padding, Height};
}

void NewRowsPill::paintEvent(QPaintEvent * /*event*/)
{
    const Colors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isDown() ? colors.accent.darker(115) : colors.accent);
    painter.drawRoundedRect(rect(), Height / 2.0, Height / 2.0);
    const QPixmap arrow
        = iconPixmap(Icon::ArrowDown, colors.onAccent, {IconSize, IconSize}, devicePixelRatioF());
    painter.drawPixmap(Padding, (height() - IconSize) / 2, arrow);
    painter.setPen(Theme::readableOn(colors.onAccent, colors.accent));
    painter.drawText(rect().adjusted(Padding + IconSize + 4, 0, -Padding, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, text());
}
