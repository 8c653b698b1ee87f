// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/segmentedbutton.h"

#include "widgets/common/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

namespace {

constexpr int Padding = 12;
constexpr int Height = 26;
constexpr qreal Corner = 6;

/// One choice: text on the common ground, on a ground of its own while it is chosen.
class Segment : public QAbstractButton
{
public:
    Segment(const QString &text, const Theme &theme, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setText(text);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + 2 * Padding, Height - 2};
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        const Colors &colors = m_theme.colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF ground = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
        painter.setPen(hasFocus() ? QPen(colors.accent, 1) : QPen(Qt::NoPen));
        painter.setBrush(isChecked() ? colors.selection : QColor(Qt::transparent));
        painter.drawRoundedRect(ground, Corner - 2, Corner - 2);
        painter.setPen(isChecked() || underMouse() ? colors.text : colors.dim);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    const Theme &m_theme;
};

} // namespace

SegmentedButton::SegmentedButton(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool on) {
        if (on)
            emit currentIndexChanged(index);
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&SegmentedButton::update));
}

void SegmentedButton::addSegment(const QString &text, const QString &toolTip)
{
    auto *segment = new Segment(text, m_theme, this);
    segment->setToolTip(toolTip);
    segment->setAccessibleName(text);
    const int index = count();
    m_group->addButton(segment, index);
    layout()->addWidget(segment);
    if (index == 0)
        segment->setChecked(true);
}

void SegmentedButton::setSegmentText(int index, const QString &text)
{
    if (QAbstractButton *segment = m_group->button(index)) {
        segment->setText(text);
        segment->setAccessibleName(text);
        segment->updateGeometry();
    }
}

void SegmentedButton::setCurrentIndex(int index)
{
    if (QAbstractButton *segment = m_group->button(index))
        segment->setChecked(true);
}

int SegmentedButton::currentIndex() const
{
    return m_group->checkedId();
}

int SegmentedButton::count() const
{
    return static_cast<int>(m_group->buttons().size());
}

void SegmentedButton::paintEvent(QPaintEvent * /*event*/)
{
    const Colors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(colors.pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Corner, Corner);
}
