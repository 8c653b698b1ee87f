// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/costbar.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace {

constexpr int BarHeight = 12;
constexpr int Gap = 8;
constexpr int Square = 8;
constexpr int LabelGap = 16;

} // namespace

CostBar::CostBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&CostBar::update));
    updateHeight();
}

void CostBar::setMessage(const Capture::MessageRecord &message)
{
    const QString transport
        = message.transport == Capture::Transport::WebSocket ? tr("frames") : tr("transport");
    setParts({
        {Layer::Payload, tr("payload"), message.payloadBytes, true},
        {Layer::SocketIo, tr("Socket.IO"), message.socketIoBytes, true},
        {Layer::EngineIo, tr("Engine.IO"), message.engineIoBytes, true},
        {Layer::Transport, transport, message.transportBytes, true},
        {Layer::Other, tr("saved by compression"), -message.savedBytes, false},
        {Layer::Other, tr("wire"), message.wireBytes(), false},
    });
}

void CostBar::setExchange(const Capture::ExchangeRecord &exchange)
{
    const qint64 heads
        = exchange.requestHead.size + exchange.interimHeads.size() + exchange.responseHead.size;
    const qint64 bodies = exchange.requestBody.size + exchange.responseBody.size;
    const qint64 wire = exchange.wireBytes.sent + exchange.wireBytes.received;
    setParts({
        {Layer::Payload, tr("bodies"), bodies, true},
        {Layer::SocketIo, tr("heads"), heads, true},
        {Layer::EngineIo, tr("framing"), qMax<qint64>(0, wire - heads - bodies), true},
        {Layer::Other, tr("sent"), exchange.wireBytes.sent, false},
        {Layer::Other, tr("received"), exchange.wireBytes.received, false},
        {Layer::Other, tr("wire"), wire, false},
    });
}

void CostBar::setParts(std::vector<Part> parts)
{
    std::erase_if(parts,
                  [](const Part &part) { return part.bytes == 0 && part.name != tr("wire"); });
    m_parts = std::move(parts);
    setAccessibleName(tr("What it cost in bytes: %1").arg(description()));
    setToolTip(description());
    updateHeight();
    update();
}

QString CostBar::description() const
{
    QStringList words;
    for (const Part &part : m_parts)
        words += QStringLiteral("%1 %2").arg(part.name, formatNumber(part.bytes));
    return words.join(QStringLiteral("; "));
}

QColor CostBar::color(const Part &part) const
{
    const Colors &colors = m_theme.colors();
    switch (part.layer) {
    case Layer::Payload:
        return colors.connections[0];
    case Layer::SocketIo:
        return colors.connections[1];
    case Layer::EngineIo:
        return colors.connections[2];
    case Layer::Transport:
        return colors.connections[3];
    case Layer::Other:
        break;
    }
    return {};
}

// Places the labels in lines and returns the height of all.
template<typename Visit>
int CostBar::layoutLabels(int width, Visit visit) const
{
    const QFontMetrics metrics(m_theme.smallFont());
    const int lineHeight = metrics.height() + 4;
    int x = 0;
    int y = BarHeight + Gap;
    for (const Part &part : m_parts) {
        const QString text = QStringLiteral("%1 %2").arg(part.name, formatNumber(part.bytes));
        const int square = part.isInBar ? Square + 4 : 0;
        const int needed = square + metrics.horizontalAdvance(text) + 8;
        if (x > 0 && x + needed > width) {
            x = 0;
            y += lineHeight;
        }
        visit(part, text, QRect(x, y, needed, lineHeight), square);
        x += needed + LabelGap - 8;
    }
    return y + lineHeight;
}

void CostBar::updateHeight()
{
    setFixedHeight(layoutLabels(width(), [](const Part &, const QString &, const QRect &, int) {}));
}

void CostBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateHeight();
}

void CostBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    qint64 total = 0;
    for (const Part &part : m_parts)
        total += part.isInBar ? part.bytes : 0;
    const QRectF bar(0, 0, width(), BarHeight);
    QPainterPath outline;
    outline.addRoundedRect(bar, 3, 3);
    painter.fillPath(outline, m_theme.colors().chip);
    if (total > 0) {
        painter.save();
        painter.setClipPath(outline);
        qreal x = 0;
        for (const Part &part : m_parts) {
            if (!part.isInBar)
                continue;
            // The smallest part can still be seen.
            const qreal size = qMax(
                2.0, bar.width() * static_cast<qreal>(part.bytes) / static_cast<qreal>(total));
            painter.fillRect(QRectF(x, 0, size, BarHeight), color(part));
            x += size;
        }
        painter.restore();
    }
    QFont font = m_theme.smallFont();
    font.setBold(false);
    painter.setFont(font);
    layoutLabels(width(),
                 [&](const Part &part, const QString &text, const QRect &area, int square) {
                     if (square > 0) {
                         painter.fillRect(
                             QRect(area.left(), area.center().y() - Square / 2 + 1, Square, Square),
                             color(part));
                     }
                     painter.setPen(m_theme.colors().dim);
                     painter.drawText(area.adjusted(square, 0, 0, 0),
                                      Qt::AlignLeft | Qt::AlignVCenter, text);
                 });
}
