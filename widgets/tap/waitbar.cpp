// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/tap/waitbar.h"

#include "widgets/common/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QTimerEvent>

#include <cmath>
#include <numbers>

namespace {

constexpr int Height = 4;
constexpr int StepMs = 40;
constexpr int Steps = 60; // there and back

} // namespace

WaitBar::WaitBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(Height);
}

void WaitBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start(StepMs, this);
}

void WaitBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void WaitBar::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    m_step = (m_step + 1) % Steps;
    update();
}

void WaitBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath ground;
    ground.addRoundedRect(QRectF(rect()), Height / 2.0, Height / 2.0);
    painter.fillPath(ground, m_theme.colors().line);
    const qreal part = width() / 4.0;
    const qreal phase = (1 - std::cos(2 * std::numbers::pi * m_step / Steps)) / 2;
    QPainterPath mark;
    mark.addRoundedRect(QRectF(phase * (width() - part), 0, part, Height), Height / 2.0,
                        Height / 2.0);
    painter.fillPath(mark, m_theme.colors().accent);
}
