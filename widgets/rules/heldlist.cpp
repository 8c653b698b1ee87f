// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/heldlist.h"

#include "widgets/common/chip.h"
#include "widgets/common/theme.h"
#include "widgets/rules/heldmodel.h"

#include <QHeaderView>
#include <QPainter>
#include <QResizeEvent>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>

namespace {

constexpr int RowHeight = 26;
constexpr int ChipMargin = 6;
constexpr int DataWidth = 64; // less of it says nothing
constexpr int EventWidth = 120;
constexpr int WidestEvent = 220;

struct Width
{
    HeldModel::Column column;
    int width;
};

/// In the order in which they stay. The event takes more where there is more.
constexpr std::array<Width, 7> Widths {{{HeldModel::Direction, 28},
                                        {HeldModel::Event, EventWidth},
                                        {HeldModel::Kind, 76},
                                        {HeldModel::Waits, 68},
                                        {HeldModel::Session, 52},
                                        {HeldModel::Rule, 80},
                                        {HeldModel::Namespace, 64}}};

/// Paints the kind as a chip.
class HeldDelegate : public QStyledItemDelegate
{
public:
    HeldDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        if (index.column() != HeldModel::Kind) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, m_theme.colors().selection);
        const auto tint = static_cast<Tint>(index.data(HeldModel::KindTintRole).toInt());
        Chips::paint(*painter, option.rect.adjusted(ChipMargin, 0, -ChipMargin, 0),
                     index.data().toString(), m_theme.color(tint), m_theme);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex & /*index*/) const override
    {
        return {option.rect.width(), RowHeight};
    }

private:
    const Theme &m_theme;
};

} // namespace

HeldList::HeldList(HeldModel &model, const Theme &theme, QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(QStringLiteral("heldMessages"));
    setAccessibleName(tr("Held messages"));
    setModel(&model);
    setItemDelegate(new HeldDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView *const columns = header();
    columns->setMinimumSectionSize(Widths.front().width);
    columns->setSectionsMovable(false);
    columns->setStretchLastSection(false);
    for (const Width &entry : Widths)
        columns->resizeSection(entry.column, entry.width);
    columns->setSectionResizeMode(HeldModel::Data, QHeaderView::Stretch);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void HeldList::selectNothing()
{
    selectionModel()->clear();
}

void HeldList::resizeEvent(QResizeEvent *event)
{
    const int width = event->size().width();
    int left = width - DataWidth;
    bool fits = true;
    for (const Width &entry : Widths) {
        left -= entry.width;
        fits = fits && left >= 0;
        setColumnHidden(entry.column, !fits);
    }
    header()->resizeSection(HeldModel::Event, std::clamp(width / 5, EventWidth, WidestEvent));
    QTreeView::resizeEvent(event);
}
