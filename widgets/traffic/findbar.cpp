// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/findbar.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

FindBar::FindBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_edit(new QLineEdit(this))
    , m_words(new QLabel(this))
{
    setAccessibleName(tr("Find"));
    m_edit->setObjectName(QStringLiteral("find"));
    m_edit->setAccessibleName(tr("Text to find"));
    m_edit->setPlaceholderText(tr("Find in the rows that are shown"));
    m_edit->setToolTip(tr("Enter or F3 goes to the next, Shift+F3 to the previous, Esc closes"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumHeight(28);
    m_edit->setMinimumWidth(160);
    m_edit->setMaximumWidth(420);
    m_edit->addAction(themedIcon(Icon::Search, theme, Tint::Dim), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    m_words->setObjectName(QStringLiteral("find-words"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(12, 4, 8, 4);
    line->setSpacing(4);
    line->addWidget(m_edit, 2);
    m_case = addToggle(QStringLiteral("find-case"), tr("Aa"), tr("Letters match as written"));
    m_regex = addToggle(QStringLiteral("find-regex"), tr(".*"), tr("A regular expression"));
    QToolButton *previous
        = addButton(QStringLiteral("find-previous"), tr("The previous one (Shift+F3)"));
    previous->setIcon(themedIcon(Icon::ArrowUp, theme));
    connect(previous, &QToolButton::clicked, this, &FindBar::previousRequested);
    QToolButton *next = addButton(QStringLiteral("find-next"), tr("The next one (F3)"));
    next->setIcon(themedIcon(Icon::ArrowDown, theme));
    connect(next, &QToolButton::clicked, this, &FindBar::nextRequested);
    line->addSpacing(8);
    line->addWidget(m_words, 1);
    QToolButton *close = addButton(QStringLiteral("find-close"), tr("Close (Esc)"));
    close->setIcon(themedIcon(Icon::Close, theme, Tint::Dim));
    connect(close, &QToolButton::clicked, this, &FindBar::dismiss);

    connect(m_edit, &QLineEdit::textChanged, this, &FindBar::wantedChanged);
    connect(&theme, &Theme::changed, this, [this] { say(m_words->text(), m_isError); });
    hide();
}

QToolButton *FindBar::addButton(const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    layout()->addWidget(button);
    return button;
}

QToolButton *FindBar::addToggle(const QString &name, const QString &text, const QString &toolTip)
{
    QToolButton *button = addButton(name, toolTip);
    button->setText(text);
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, this, &FindBar::wantedChanged);
    return button;
}

void FindBar::edit()
{
    const bool wasHidden = isHidden();
    show();
    m_edit->selectAll();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    if (wasHidden)
        emit wantedChanged();
}

void FindBar::dismiss()
{
    if (isHidden())
        return;
    hide();
    emit wantedChanged();
    emit dismissed();
}

FindText FindBar::wanted() const
{
    if (isHidden())
        return {};
    return {.text = m_edit->text(),
            .matchesCase = m_case->isChecked(),
            .isRegex = m_regex->isChecked()};
}

void FindBar::say(const QString &words, bool isError)
{
    m_isError = isError;
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(isError ? Tint::Error : Tint::Dim));
    m_words->setPalette(colors);
    m_words->setText(words);
    m_words->setToolTip(words);
    m_words->setAccessibleName(words);
}

QString FindBar::words() const
{
    return m_words->text();
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey
        = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!isKey)
        return QFrame::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event); // by its type
    const bool isPress = event->type() == QEvent::KeyPress;
    switch (key->key()) {
    case Qt::Key_Escape:
        key->accept();
        if (isPress)
            dismiss();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isPress && key->modifiers().testFlag(Qt::ShiftModifier))
            emit previousRequested();
        else if (isPress)
            emit nextRequested();
        return isPress;
    default:
        return QFrame::eventFilter(watched, event);
    }
}
