// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/gotorow.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

GoToRow::GoToRow(QWidget *parent)
    : QFrame(parent)
    , m_edit(new QLineEdit(this))
{
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Go to row"));
    auto *label = new QLabel(tr("Go to #"), this);
    label->setBuddy(m_edit);
    m_edit->setAccessibleName(tr("Number of the row"));
    m_edit->setObjectName(QStringLiteral("go-to-number"));
    m_edit->setFixedWidth(120);
    m_edit->installEventFilter(this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->addWidget(label);
    layout->addWidget(m_edit);
    connect(m_edit, &QLineEdit::returnPressed, this, &GoToRow::accept);
    hide();
}

void GoToRow::ask()
{
    adjustSize();
    show();
    raise();
    m_edit->selectAll();
    m_edit->setFocus();
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

void GoToRow::accept()
{
    // Numbers are shown with their groups apart: 98,210.
    QString digits;
    const QString text = m_edit->text();
    for (const QChar character : text) {
        if (character.isDigit())
            digits += character;
    }
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    if (isNumber)
        emit asked(number);
    dismiss();
}

void GoToRow::dismiss()
{
    if (!isVisible())
        return;
    hide();
    emit closed();
}
