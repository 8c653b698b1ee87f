// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/errorlabel.h"

#include "widgets/common/theme.h"

ErrorLabel::ErrorLabel(const Theme &theme, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAccessibleName(tr("What is wrong"));
    setForegroundRole(QPalette::WindowText);
    hide();
    applyColor();
    connect(&theme, &Theme::changed, this, &ErrorLabel::applyColor);
}

void ErrorLabel::say(const QString &words)
{
    show(words, true);
}

void ErrorLabel::remark(const QString &words)
{
    show(words, false);
}

void ErrorLabel::show(const QString &words, bool isError)
{
    m_isError = isError;
    applyColor();
    setText(words);
    setVisible(!words.isEmpty());
}

void ErrorLabel::applyColor()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText,
                    m_isError ? m_theme.colors().error : m_theme.colors().dim);
    setPalette(colors);
}
