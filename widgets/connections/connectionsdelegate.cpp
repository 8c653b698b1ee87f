// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connections/connectionsdelegate.h"

#include "widgets/common/chip.h"

#include <QApplication>
#include <QPainter>

namespace {

constexpr int Gap = 8;
constexpr int Dot = 8;
constexpr int Indent = 12;

} // namespace

ConnectionsDelegate::ConnectionsDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void ConnectionsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ConnectionsModel *>(index.model());
    if (model == nullptr)
        return;
    const Line line = model->line(index);
    const Colors &colors = m_theme.colors();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setFont(option.font);
    if (isSelected)
        painter->fillRect(option.rect, colors.selection);

    QRect area = option.rect.adjusted(0, 0, -Gap, 0);
    area.setRight(area.right() - paintNote(painter, area, line, isSelected));
    area.setLeft(area.left() + paintMarks(painter, area, line));

    QFont font = option.font;
    if (line.level == ConnectionsModel::Level::Source)
        font.setWeight(QFont::DemiBold);
    const bool isQuiet
        = line.level == ConnectionsModel::Level::Travel || line.state == Line::State::Closed;
    painter->setFont(font);
    painter->setPen(readable(isQuiet ? colors.dim : colors.text, isSelected));
    const auto draw = [painter, &area](const QString &text) {
        const QFontMetrics metrics(painter->font());
        const QString shown = metrics.elidedText(text, Qt::ElideRight, area.width());
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
        area.setLeft(area.left() + metrics.horizontalAdvance(shown) + Gap);
    };
    draw(line.title);
    if (!line.remark.isEmpty()) {
        painter->setFont(option.font);
        draw(line.remark);
    }
    for (const ConnectionsModel::Chip &chip : line.chips) {
        const QRect drawn
            = Chips::paint(*painter, area, chip.text, m_theme.color(chip.tint), m_theme);
        area.setLeft(area.left() + drawn.width() + Gap / 2);
    }
    painter->restore();
}

QSize ConnectionsDelegate::sizeHint(const QStyleOptionViewItem & /*option*/,
                                    const QModelIndex & /*index*/) const
{
    return {120, RowHeight};
}

int ConnectionsDelegate::paintNote(QPainter *painter, const QRect &area, const Line &line,
                                   bool isSelected) const
{
    if (line.note.isEmpty())
        return 0;
    painter->setPen(readable(m_theme.colors().dim, isSelected));
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, line.note);
    return painter->fontMetrics().horizontalAdvance(line.note) + Gap;
}

int ConnectionsDelegate::paintMarks(QPainter *painter, const QRect &area, const Line &line) const
{
    const bool isSource = line.level == ConnectionsModel::Level::Source;
    if (isSource && line.state == Line::State::None)
        return 0;
    if (line.level == ConnectionsModel::Level::Travel)
        return Indent + Gap;
    const Colors &colors = m_theme.colors();
    const int top = area.top() + (area.height() - Dot) / 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF dot(area.left() + 1, top + 0.5, Dot - 1, Dot - 1);
    switch (line.state) {
    case Line::State::Open:
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.sent);
        painter->drawEllipse(dot);
        break;
    case Line::State::Connecting:
        painter->setPen(QPen(colors.warning, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawArc(dot, 0, 270 * 16);
        break;
    default:
        painter->setPen(QPen(colors.dim, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(dot);
    }
    if (!isSource) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.sessionColor(line.session));
        painter->drawRoundedRect(QRect(area.left() + Dot + Gap, top, Dot, Dot), 2, 2);
    }
    painter->restore();
    return (isSource ? 1 : 2) * (Dot + Gap);
}

QColor ConnectionsDelegate::readable(const QColor &color, bool isSelected) const
{
    return isSelected ? Theme::readableOn(color, m_theme.colors().selection) : color;
}
