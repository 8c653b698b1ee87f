// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/panelheading.h"

#include "widgets/common/theme.h"

#include <QFrame>

namespace {

void setColor(QWidget *widget, QPalette::ColorRole role, const QColor &color)
{
    QPalette palette = widget->palette();
    palette.setColor(role, color);
    widget->setPalette(palette);
}

} // namespace

PanelHeading::PanelHeading(const QString &text, const Theme &theme, QWidget *parent)
    : QLabel(parent)
{
    const auto apply = [this, &theme] {
        QFont font = theme.smallFont();
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
        setFont(font);
        setColor(this, QPalette::WindowText, theme.colors().dim);
    };
    apply();
    connect(&theme, &Theme::changed, this, apply);
    setHeading(text);
}

void PanelHeading::setHeading(const QString &text)
{
    setText(text.toUpper());
    setAccessibleName(text);
}

QLabel *makeDimLabel(const Theme &theme, QWidget *parent)
{
    auto *const label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    const auto apply
        = [label, &theme] { setColor(label, QPalette::WindowText, theme.colors().dim); };
    apply();
    QObject::connect(&theme, &Theme::changed, label, apply);
    return label;
}

QWidget *makeLine(const Theme &theme, QWidget *parent)
{
    auto *const line = new QWidget(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    const auto apply = [line, &theme] { setColor(line, QPalette::Window, theme.colors().line); };
    apply();
    QObject::connect(&theme, &Theme::changed, line, apply);
    return line;
}
