// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomsdelegate.h"

#include "protocol/capture/records.h"
#include "widgets/common/chip.h"
#include "widgets/common/theme.h"
#include "widgets/rooms/roomsmodel.h"

#include <QPainter>

RoomsDelegate::RoomsDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void RoomsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const QVariant how = index.data(RoomsModel::HowRole);
    if (!how.isValid()) {
        QStyleOptionViewItem small = option;
        small.decorationSize = {8, 8};
        QStyledItemDelegate::paint(painter, small, index);
        return;
    }
    const Colors &colors = m_theme.colors();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.selection);
    const bool isGuess = how.toInt() == static_cast<int>(Capture::MembershipRecord::How::Inferred);
    const QRect chip
        = Chips::paint(*painter, option.rect.adjusted(4, 0, -4, 0), index.data().toString(),
                       m_theme.color(isGuess ? Tint::Warning : Tint::Dim), m_theme);
    if (!isGuess)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colors.warning, 1, Qt::DashLine));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->restore();
}

QSize RoomsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), RowHeight};
}
