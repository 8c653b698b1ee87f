// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/trafficdelegate.h"

#include "widgets/common/chip.h"
#include "widgets/common/icons.h"
#include "widgets/traffic/rowmodel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace {

constexpr int Margin = 6;
constexpr int Square = 8;
constexpr int IconSize = 12;
constexpr int SignGap = 4;
constexpr int PillPadding = 8;
constexpr int PillHeight = 18;

QRect inner(const QRect &rect)
{
    return rect.adjusted(Margin, 0, -Margin, 0);
}

} // namespace

TrafficDelegate::TrafficDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_finds(theme)
{
    updateFonts();
}

void TrafficDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *model = qobject_cast<const RowModel *>(index.model());
    if (model == nullptr) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const Colors &colors = m_theme.colors();
    if (isSelected)
        painter->fillRect(option.rect, colors.selection);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colors.chip);

    const Cell cell = model->cell(index.row(), index.column());
    const QRect area = inner(option.rect);
    const ColumnInfo &column = model->columns()[static_cast<std::size_t>(index.column())];
    switch (cell.shape) {
    case Cell::Shape::Chip:
        paintChip(painter, area, cell);
        break;
    case Cell::Shape::Pill:
        paintPill(painter, area, cell);
        break;
    case Cell::Shape::Arrow: {
        const bool isSent = cell.direction == Capture::Direction::Sent;
        const QPixmap arrow = iconPixmap(
            isSent ? Icon::ArrowUp : Icon::ArrowDown, isSent ? colors.sent : colors.received,
            {IconSize, IconSize}, painter->device()->devicePixelRatioF());
        painter->drawPixmap(area.left(), area.top() + (area.height() - IconSize) / 2, arrow);
        break;
    }
    case Cell::Shape::Session: {
        const QRect square(area.left(), area.top() + (area.height() - Square) / 2, Square, Square);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.sessionColor(cell.session));
        painter->drawRoundedRect(square, 2, 2);
        painter->restore();
        paintText(painter, area.adjusted(Square + 4, 0, 0, 0), cell, column, isSelected);
        break;
    }
    default: {
        const bool isBeside = cell.sign && !column.hasSign; // where no room is kept for it
        if (cell.sign)
            paintSign(painter, area, *cell.sign, isSelected);
        paintText(painter, area.adjusted(isBeside ? IconSize + SignGap : 0, 0, 0, 0), cell, column,
                  isSelected);
    }
    }
}

QSize TrafficDelegate::sizeHint(const QStyleOptionViewItem &option,
                                const QModelIndex & /*index*/) const
{
    return {option.rect.width(), RowHeight};
}

bool TrafficDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *model = qobject_cast<const RowModel *>(index.model());
    if (event->type() != QEvent::ToolTip || model == nullptr)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text = model->toolTip(index.row(), index.column());
    if (text.isEmpty()) {
        const Cell cell = model->cell(index.row(), index.column());
        const int width = QFontMetrics(fontOf(cell)).horizontalAdvance(cell.text);
        if (width > inner(view->visualRect(index)).width())
            text = cell.text.toHtmlEscaped(); // as rich text it is wrapped
        if (!text.isEmpty())
            text = QStringLiteral("<p>%1</p>").arg(text);
    }
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

int TrafficDelegate::columnWidth(const ColumnInfo &column) const
{
    return qMax(textWidth(column, column.sample), textWidth(column, column.title));
}

int TrafficDelegate::textWidth(const ColumnInfo &column, const QString &text) const
{
    const int sign = column.hasSign ? IconSize + SignGap : 0;
    return QFontMetrics(m_font).horizontalAdvance(text) + sign + 2 * Margin;
}

void TrafficDelegate::updateFonts()
{
    m_font = QApplication::font();
    m_strong = m_font;
    m_strong.setWeight(QFont::DemiBold);
    m_fixed = m_theme.fixedFont();
}

void TrafficDelegate::paintText(QPainter *painter, const QRect &area, const Cell &cell,
                                const ColumnInfo &column, bool isSelected) const
{
    if (cell.text.isEmpty())
        return;
    QFont font = fontOf(cell);
    font.setStrikeOut(cell.isStruck);
    painter->setFont(font);
    QColor color = m_theme.color(cell.tint);
    if (isSelected)
        color = Theme::readableOn(color, m_theme.colors().selection);
    painter->setPen(color);
    if (column.isSearched) {
        m_finds.draw(*painter, area, cell.text);
        return;
    }
    const QString shown = QFontMetrics(font).elidedText(cell.text, Qt::ElideRight, area.width(),
                                                        Qt::TextSingleLine);
    painter->drawText(
        area, static_cast<int>(column.alignment | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

void TrafficDelegate::paintSign(QPainter *painter, const QRect &area, Icon sign,
                                bool isSelected) const
{
    QColor color = m_theme.colors().accent;
    if (isSelected)
        color = Theme::readableOn(color, m_theme.colors().selection);
    painter->drawPixmap(
        area.left(), area.top() + (area.height() - IconSize) / 2,
        iconPixmap(sign, color, {IconSize, IconSize}, painter->device()->devicePixelRatioF()));
}

void TrafficDelegate::paintPill(QPainter *painter, const QRect &area, const Cell &cell) const
{
    const QFontMetrics metrics(m_font);
    const int width = qMin(area.width(), metrics.horizontalAdvance(cell.text) + 2 * PillPadding);
    const QRect pill(area.right() - width + 1, area.top() + (area.height() - PillHeight) / 2, width,
                     PillHeight);
    const QColor ground = m_theme.colors().chip;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(pill, PillHeight / 2.0, PillHeight / 2.0);
    painter->restore();
    painter->setFont(m_font);
    painter->setPen(Theme::readableOn(m_theme.color(cell.tint), ground));
    painter->drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, cell.text);
}

void TrafficDelegate::paintChip(QPainter *painter, const QRect &area, const Cell &cell) const
{
    if (cell.text.isEmpty())
        return;
    const QRect chip = Chips::paint(*painter, area, cell.text, m_theme.color(cell.tint), m_theme);
    if (!cell.isMarked)
        return;
    const QPixmap sign = iconPixmap(Icon::Problem, m_theme.colors().error, {IconSize, IconSize},
                                    painter->device()->devicePixelRatioF());
    const int left = qMin(chip.right() + 4, area.right() - IconSize + 1);
    painter->drawPixmap(left, area.top() + (area.height() - IconSize) / 2, sign);
}

const QFont &TrafficDelegate::fontOf(const Cell &cell) const
{
    switch (cell.shape) {
    case Cell::Shape::Strong:
        return m_strong;
    case Cell::Shape::Fixed:
        return m_fixed;
    default:
        return m_font;
    }
}
