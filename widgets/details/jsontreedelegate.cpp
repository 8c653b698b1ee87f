// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/jsontreedelegate.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/details/jsontreemodel.h"

#include <QApplication>
#include <QPainter>

namespace {

constexpr int IconSize = 16;

} // namespace

JsonTreeDelegate::JsonTreeDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_finds(theme)
{
}

QColor JsonTreeDelegate::valueColor(const QModelIndex &index) const
{
    const Colors &colors = m_theme.colors();
    const auto kind
        = static_cast<JsonTreeModel::RowKind>(index.data(JsonTreeModel::RowKindRole).toInt());
    if (kind == JsonTreeModel::RowKind::More)
        return colors.accent;
    if (kind == JsonTreeModel::RowKind::Attachment)
        return colors.dim;
    switch (static_cast<JsonOutline::Type>(index.data(JsonTreeModel::TypeRole).toInt())) {
    case JsonOutline::Type::String:
        return colors.sent;
    case JsonOutline::Type::Number:
        return colors.warning;
    case JsonOutline::Type::Boolean:
    case JsonOutline::Type::Null:
        return colors.received;
    case JsonOutline::Type::Broken:
        return colors.error;
    case JsonOutline::Type::Cut:
        return colors.dim;
    case JsonOutline::Type::Array:
    case JsonOutline::Type::Object:
        break;
    }
    return colors.text;
}

void JsonTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem panel = option;
    initStyleOption(&panel, index);
    panel.text.clear();
    const QStyle *const style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &panel, painter, option.widget);

    painter->save();
    painter->setFont(m_theme.fixedFont());
    const QFontMetrics metrics(m_theme.fixedFont());
    QRect area = option.rect.adjusted(2, 0, -4, 0);
    const QString key = index.data(JsonTreeModel::KeyRole).toString();
    if (!key.isEmpty()) {
        const QString shown
            = metrics.elidedText(key + QLatin1Char(':'), Qt::ElideRight, area.width() * 2 / 3);
        painter->setPen(m_theme.colors().accent);
        m_finds.draw(*painter, area, shown);
        area.setLeft(area.left() + metrics.horizontalAdvance(shown)
                     + metrics.horizontalAdvance(QLatin1Char(' ')));
    }
    const QColor color = valueColor(index);
    if (index.data(JsonTreeModel::RowKindRole).toInt()
        == static_cast<int>(JsonTreeModel::RowKind::Attachment)) {
        const QPixmap pixmap = iconPixmap(Icon::Binary, color, {IconSize, IconSize},
                                          painter->device()->devicePixelRatioF());
        painter->drawPixmap(area.left(), area.center().y() - IconSize / 2, pixmap);
        area.setLeft(area.left() + IconSize + 4);
    }
    painter->setPen(color);
    const QString value = index.data(JsonTreeModel::ValueRole).toString();
    m_finds.draw(*painter, area, value);
    painter->restore();
}

QSize JsonTreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option)
    Q_UNUSED(index)
    return {120, qMax(RowHeight, QFontMetrics(m_theme.fixedFont()).height() + 4)};
}
