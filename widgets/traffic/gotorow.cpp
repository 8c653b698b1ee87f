// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/gotorow.h"

#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

GoToRow::GoToRow(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_edit(new QLineEdit(this))
    , m_words(new QLabel(this))
    , m_theme(theme)
{
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Go to row"));
    auto *label = new QLabel(tr("Go to"), this);
    label->setBuddy(m_edit);
    m_edit->setAccessibleName(tr("Number or time of the row"));
    m_edit->setObjectName(QStringLiteral("go-to-number"));
    m_edit->setPlaceholderText(tr("#41, 10:02:11.5 or +5s"));
    m_edit->setToolTip(tr("A number, a time (of a day too: 2026-03-01 10:02), or how much later "
                          "than the selected row"));
    m_edit->setFixedWidth(220);
    m_edit->installEventFilter(this);
    m_words->setObjectName(QStringLiteral("go-to-words"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->hide();
    auto *line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->addLayout(line);
    layout->addWidget(m_words);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] { emit asked(m_edit->text()); });
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_words->hide();
        adjustSize();
    });
    hide();
}

void GoToRow::ask()
{
    m_words->hide();
    adjustSize();
    show();
    raise();
    m_edit->selectAll();
    m_edit->setFocus();
}

void GoToRow::complain(const QString &words)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.colors().error);
    m_words->setPalette(colors);
    m_words->setText(words);
    m_words->setAccessibleName(words);
    m_words->show();
    adjustSize();
}

bool GoToRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        dismiss();
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event); // by its type
        if (key->key() == Qt::Key_Escape) {
            key->accept();
            if (event->type() == QEvent::KeyPress)
                dismiss();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void GoToRow::dismiss()
{
    if (!isVisible())
        return;
    hide();
    emit closed();
}
