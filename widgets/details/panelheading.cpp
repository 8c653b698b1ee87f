// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/panelheading.h"

#include "widgets/common/theme.h"

PanelHeading::PanelHeading(const QString &text, const Theme &theme, QWidget *parent)
    : QLabel(parent)
{
    const auto apply = [this, &theme] {
        QFont font = theme.smallFont();
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
        setFont(font);
    };
    apply();
    connect(&theme, &Theme::changed, this, apply);
    setForegroundRole(QPalette::PlaceholderText);
    setHeading(text);
}

void PanelHeading::setHeading(const QString &text)
{
    setText(text.toUpper());
    setAccessibleName(text);
}

QLabel *makeDimLabel(QWidget *parent)
{
    auto *const label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QWidget *makeLine(QWidget *parent)
{
    auto *const line = new QWidget(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}
