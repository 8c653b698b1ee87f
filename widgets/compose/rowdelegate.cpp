// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/rowdelegate.h"

#include "widgets/common/chip.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>

namespace {

constexpr int Gap = 8;

QString elided(const QFont &font, const QString &text, int width)
{
    return QFontMetrics(font).elidedText(text, Qt::ElideRight, width);
}

} // namespace

RowDelegate::RowDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const Colors &colors = m_theme.colors();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor ground = isSelected ? colors.selection : colors.pane;
    painter->save();
    if (isSelected)
        painter->fillRect(option.rect, ground);
    QRect area = option.rect.adjusted(Gap, 0, -Gap, 0);

    const QString note = index.data(NoteRole).toString();
    if (!note.isEmpty()) {
        const QColor tint = m_theme.color(static_cast<Tint>(index.data(NoteTintRole).toInt()));
        if (index.data(IsChipRole).toBool()) {
            const int width = std::min(Chips::size(note, m_theme).width(), area.width() / 2);
            const QRect place(area.right() - width + 1, area.top(), width, area.height());
            Chips::paint(*painter, place, note, tint, m_theme);
            area.setRight(place.left() - Gap);
        } else {
            const QString shown = elided(option.font, note, area.width() / 2);
            const int width = QFontMetrics(option.font).horizontalAdvance(shown);
            painter->setFont(option.font);
            painter->setPen(Theme::readableOn(tint, ground));
            painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, shown);
            area.setRight(area.right() - width - Gap);
        }
    }

    const QString detail = index.data(DetailRole).toString();
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const int most = detail.isEmpty() ? area.width() : std::max(area.width() * 3 / 5, 40);
    const QString title = elided(bold, index.data(TitleRole).toString(), most);
    painter->setFont(bold);
    painter->setPen(colors.text);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
    area.setLeft(area.left() + QFontMetrics(bold).horizontalAdvance(title) + Gap);

    const QFont fixed = m_theme.fixedFont();
    painter->setFont(fixed);
    painter->setPen(Theme::readableOn(colors.dim, ground));
    if (area.width() > Gap)
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          elided(fixed, detail, area.width()));
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem & /*option*/,
                            const QModelIndex & /*index*/) const
{
    return {120, RowHeight};
}

void setUpRows(QAbstractItemView *view, const Theme &theme, const QString &name)
{
    view->setItemDelegate(new RowDelegate(theme, view));
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setTabKeyNavigation(false);
    view->setAccessibleName(name);
    QObject::connect(&theme, &Theme::changed, view->viewport(), qOverload<>(&QWidget::update));
}
