// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/style.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <QStyleOption>
#include <QTabBar>

namespace {

constexpr qreal Corner = 6;
constexpr int RowHeight = 28;
constexpr int TabHeight = 38;
constexpr int ShortestSlider = 32;
constexpr int ArrowSize = 8;
constexpr int CheckSize = 14;
constexpr qreal CheckCorner = 3;
constexpr int TextInset = 4;

void drawRounded(QPainter *painter, const QRect &rect, const QBrush &ground, const QColor &line)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(ground);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Corner, Corner);
    painter->restore();
}

bool isPrimary(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton)
        && button->state.testFlag(QStyle::State_Enabled);
}

void drawButton(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    if (isPrimary(option)) {
        const QColor accent = palette.color(QPalette::Link);
        const bool sunken = option->state.testFlag(QStyle::State_Sunken);
        drawRounded(painter, option->rect, sunken ? accent.darker(115) : accent, {});
        return;
    }
    QColor ground = palette.color(QPalette::Button);
    if (option->state.testFlag(QStyle::State_On))
        ground = palette.color(QPalette::Highlight);
    else if (option->state.testFlag(QStyle::State_Sunken))
        ground = palette.color(QPalette::Mid);
    else if (option->state.testFlag(QStyle::State_MouseOver)
             && option->state.testFlag(QStyle::State_Enabled))
        ground = palette.color(QPalette::Midlight);
    const bool focused = option->state.testFlag(QStyle::State_HasFocus)
        && option->state.testFlag(QStyle::State_KeyboardFocusChange);
    drawRounded(painter, option->rect, ground,
                palette.color(focused ? QPalette::Link : QPalette::Mid));
}

void drawToolButton(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    if (option->state.testFlag(QStyle::State_Sunken))
        drawRounded(painter, option->rect, palette.color(QPalette::Mid), {});
    else if (option->state.testFlag(QStyle::State_On))
        drawRounded(painter, option->rect, palette.color(QPalette::Highlight), {});
    else if (enabled && option->state.testFlag(QStyle::State_MouseOver))
        drawRounded(painter, option->rect, palette.color(QPalette::Midlight), {});
    if (option->state.testFlag(QStyle::State_HasFocus)
        && option->state.testFlag(QStyle::State_KeyboardFocusChange))
        drawRounded(painter, option->rect, Qt::NoBrush, palette.color(QPalette::Link));
}

/// The ground of something to write into.
void drawField(const QStyleOption *option, QPainter *painter)
{
    const bool focused = option->state.testFlag(QStyle::State_HasFocus);
    drawRounded(painter, option->rect, option->palette.brush(QPalette::Base),
                option->palette.color(focused ? QPalette::Link : QPalette::Mid));
}

/// A small arrow in the middle of one part of a control.
void drawArrow(const QStyle &style, QStyle::PrimitiveElement arrow, QStyle::SubControl part,
               const QStyleOptionComplex *option, QStyle::ComplexControl control, QPainter *painter,
               const QWidget *widget)
{
    QStyleOption small(*option);
    small.rect = QRect(0, 0, ArrowSize, ArrowSize);
    small.rect.moveCenter(style.subControlRect(control, option, part, widget).center());
    small.palette.setColor(QPalette::ButtonText, option->palette.color(QPalette::PlaceholderText));
    style.drawPrimitive(arrow, &small, painter, widget);
}

void drawCheckBox(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool isOn = option->state.testFlag(QStyle::State_On);
    const bool isPartly = option->state.testFlag(QStyle::State_NoChange);
    const bool isEnabled = option->state.testFlag(QStyle::State_Enabled);
    const QColor accent = palette.color(isEnabled ? QPalette::Link : QPalette::PlaceholderText);
    QRectF box(0, 0, CheckSize, CheckSize);
    box.moveCenter(QRectF(option->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(isOn || isPartly ? accent : palette.color(QPalette::Base));
    painter->setPen(QPen(isOn || isPartly ? accent : palette.color(QPalette::PlaceholderText), 1));
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CheckCorner, CheckCorner);
    const bool isLightGround = accent.lightness() > 170;
    painter->setPen(QPen(palette.color(isLightGround ? QPalette::Window : QPalette::Base), 1.75,
                         Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF origin = box.topLeft();
    if (isPartly)
        painter->drawLine(origin + QPointF(4, 7), origin + QPointF(10, 7));
    else if (isOn)
        painter->drawPolyline(QPolygonF {origin + QPointF(3.5, 7.25), origin + QPointF(6, 9.75),
                                         origin + QPointF(10.5, 4.5)});
    painter->restore();
}

void drawRadioButton(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool isOn = option->state.testFlag(QStyle::State_On);
    const bool isEnabled = option->state.testFlag(QStyle::State_Enabled);
    const QColor line
        = palette.color(isOn && isEnabled ? QPalette::Link : QPalette::PlaceholderText);
    QRectF circle(0, 0, CheckSize, CheckSize);
    circle.moveCenter(QRectF(option->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(palette.color(QPalette::Base));
    painter->setPen(QPen(line, 1));
    painter->drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5));
    if (isOn) {
        painter->setBrush(line);
        painter->setPen(Qt::NoPen);
        painter->drawEllipse(circle.adjusted(4, 4, -4, -4));
    }
    painter->restore();
}

void drawTab(const QStyleOption *option, QPainter *painter)
{
    if (option->state.testFlag(QStyle::State_Selected)) {
        QRect line = option->rect;
        line.setTop(line.bottom() - 1);
        painter->fillRect(line, option->palette.color(QPalette::Link));
    }
}

void drawHeaderSection(const QStyleOption *option, QPainter *painter)
{
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    QRect line = option->rect;
    line.setTop(line.bottom());
    painter->fillRect(line, option->palette.color(QPalette::Mid));
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(option, painter);
        return;
    case PE_PanelButtonTool:
        drawToolButton(option, painter);
        return;
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
        const bool focused = option->state.testFlag(State_HasFocus);
        const QColor line = palette.color(focused ? QPalette::Link : QPalette::Mid);
        // Frameless editors stand in cells and combo boxes, which draw the frame.
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame != nullptr && frame->lineWidth > 0)
            drawRounded(painter, option->rect, palette.brush(QPalette::Base), line);
        return;
    }
    case PE_IndicatorCheckBox:
        drawCheckBox(option, painter);
        return;
    case PE_IndicatorRadioButton:
        drawRadioButton(option, painter);
        return;
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
    case PE_FrameDockWidget:
        return;
    case PE_PanelToolBar:
    case PE_PanelMenuBar:
        painter->fillRect(option->rect, palette.color(QPalette::Window));
        return;
    case PE_FrameStatusBarItem:
        return;
    case PE_FrameFocusRect:
        // A current row is marked by its ground; other things get a line.
        if (qobject_cast<const QAbstractItemView *>(widget) == nullptr)
            drawRounded(painter, option->rect, Qt::NoBrush, palette.color(QPalette::Link));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    switch (element) {
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QStyleOptionTab dimmed = *tab;
            if (!tab->state.testFlag(State_Selected) && !tab->state.testFlag(State_MouseOver))
                dimmed.palette.setColor(QPalette::WindowText,
                                        palette.color(QPalette::PlaceholderText));
            dimmed.state.setFlag(State_HasFocus, false);
            QProxyStyle::drawControl(element, &dimmed, painter, widget);
            if (tab->state.testFlag(State_HasFocus)
                && tab->state.testFlag(State_KeyboardFocusChange))
                drawRounded(painter, tab->rect.adjusted(4, 4, -4, -4), Qt::NoBrush,
                            palette.color(QPalette::Link));
        }
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        drawHeaderSection(option, painter);
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader dimmed = *header;
            dimmed.palette.setColor(QPalette::ButtonText, palette.color(QPalette::PlaceholderText));
            dimmed.state.setFlag(State_On, false); // no bold when a cell below is selected
            dimmed.state.setFlag(State_Sunken, false);
            QProxyStyle::drawControl(element, &dimmed, painter, widget);
        }
        return;
    case CE_ComboBoxLabel:
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
            box != nullptr && !box->editable) {
            QStyleOptionComboBox elided = *box;
            int width = subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width() - 2;
            if (!box->currentIcon.isNull())
                width -= box->iconSize.width() + 4;
            elided.currentText
                = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, width);
            QProxyStyle::drawControl(element, &elided, painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button != nullptr && isPrimary(option)) {
            QStyleOptionButton primary = *button;
            const bool lightGround = palette.color(QPalette::Link).lightness() > 170;
            primary.palette.setColor(
                QPalette::ButtonText,
                palette.color(lightGround ? QPalette::Window : QPalette::Base));
            primary.state.setFlag(State_HasFocus, false);
            QProxyStyle::drawControl(element, &primary, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, palette.color(QPalette::Mid));
        return;
    case CE_ToolBar: {
        painter->fillRect(option->rect, palette.color(QPalette::Window));
        QRect line = option->rect;
        line.setTop(line.bottom());
        painter->fillRect(line, palette.color(QPalette::Mid));
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                               QPainter *painter, const QWidget *widget) const
{
    const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (control == CC_ComboBox && box != nullptr && box->editable && box->frame) {
        drawField(option, painter);
        drawArrow(*this, PE_IndicatorArrowDown, SC_ComboBoxArrow, option, control, painter, widget);
        return;
    }
    if (control == CC_SpinBox && spin != nullptr && spin->frame) {
        drawField(option, painter);
        if (spin->stepEnabled.testFlag(QAbstractSpinBox::StepUpEnabled))
            drawArrow(*this, PE_IndicatorArrowUp, SC_SpinBoxUp, option, control, painter, widget);
        if (spin->stepEnabled.testFlag(QAbstractSpinBox::StepDownEnabled))
            drawArrow(*this, PE_IndicatorArrowDown, SC_SpinBoxDown, option, control, painter,
                      widget);
        return;
    }
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || bar == nullptr) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    painter->fillRect(bar->rect, bar->palette.color(QPalette::Base));
    if (bar->maximum <= bar->minimum)
        return;
    const bool isHeld = bar->state.testFlag(State_MouseOver) || bar->state.testFlag(State_Sunken);
    const QRect slider = subControlRect(control, option, SC_ScrollBarSlider, widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(
        bar->palette.color(isHeld ? QPalette::PlaceholderText : QPalette::Mid).darker(110));
    painter->drawRoundedRect(slider.adjusted(3, 3, -3, -3), 3, 3);
    painter->restore();
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                            SubControl subControl, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || bar == nullptr)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    // A groove and a slider in it, no arrows at the ends.
    const bool isUpright = bar->orientation == Qt::Vertical;
    const int length = isUpright ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    const qint64 share = length * qint64(bar->pageStep) / qMax<qint64>(1, range + bar->pageStep);
    const int size
        = qMax(qMin(ShortestSlider, length), static_cast<int>(qMin<qint64>(share, length)));
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                              length - size, bar->upsideDown);
    const auto along = [&](int from, int to) {
        const QRect part = isUpright ? QRect(0, from, bar->rect.width(), to - from)
                                     : QRect(from, 0, to - from, bar->rect.height());
        return visualRect(bar->direction, bar->rect, part);
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return along(start, start + size);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + size, length);
    case SC_ScrollBarGroove:
        return bar->rect;
    default:
        return {};
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option,
                            const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *const frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    // Text keeps off the rounded frame.
    if (element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0)
        return rect.adjusted(TextInset, 0, -TextInset, 0);
    return rect;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_DefaultFrameWidth:
        // Views stand edge to edge; their neighbours draw the line.
        if (qobject_cast<const QAbstractItemView *>(widget) != nullptr)
            return 0;
        break;
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ToolBarFrameWidth:
    case PM_DockWidgetFrameWidth:
    case PM_MenuBarPanelWidth:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_ToolBarItemSpacing:
    case PM_ToolBarItemMargin:
        return 4;
    case PM_ScrollBarExtent:
        return 12;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_HeaderMargin:
        return 6;
    default:
        break;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient:
    case SH_ItemView_ShowDecorationSelected:
        return hint == SH_ItemView_ShowDecorationSelected ? 1 : 0;
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_Table_GridLineColor:
        return static_cast<int>(
            (option != nullptr ? option->palette : QPalette()).color(QPalette::Midlight).rgb());
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize full = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_ComboBox: // with room beside the text
        full.rwidth() += TextInset;
        [[fallthrough]];
    case CT_PushButton:
    case CT_LineEdit:
        if (full.height() < RowHeight)
            full.setHeight(RowHeight);
        break;
    case CT_SpinBox: // as high as what stands beside it
        full.setHeight(qMax(RowHeight, option->fontMetrics.height() + 12));
        break;
    case CT_ToolButton:
        full = full.expandedTo({RowHeight, RowHeight});
        break;
    case CT_TabBarTab:
        full.setHeight(TabHeight);
        break;
    default:
        break;
    }
    return full;
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) != nullptr
        || qobject_cast<QTabBar *>(widget) != nullptr)
        widget->setAttribute(Qt::WA_Hover);
}
