// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/editorframe.h"

#include "widgets/common/theme.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace {

constexpr qreal Corner = 6;

} // namespace

EditorFrame::EditorFrame(QWidget *editor, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(editor)
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 5, 3, 5);
    layout->addWidget(editor);
    editor->installEventFilter(this);
    connect(&theme, &Theme::changed, this, qOverload<>(&EditorFrame::update));
}

void EditorFrame::setWrong(bool isWrong)
{
    m_isWrong = isWrong;
    update();
}

void EditorFrame::paintEvent(QPaintEvent * /*event*/)
{
    const Colors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor quiet = m_editor->hasFocus() ? colors.accent : colors.line;
    painter.setPen(QPen(m_isWrong ? colors.error : quiet, 1));
    painter.setBrush(colors.alternate);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Corner, Corner);
}

bool EditorFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}
