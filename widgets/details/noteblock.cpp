// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/noteblock.h"

#include "widgets/common/theme.h"
#include "widgets/details/panelheading.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QVBoxLayout>

NoteBlock::NoteBlock(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
{
    m_edit->setObjectName(QStringLiteral("note"));
    m_edit->setAccessibleName(tr("Note"));
    m_edit->setPlaceholderText(tr("What is worth knowing about this message"));
    m_edit->setToolTip(tr("Kept in the capture. Ctrl+Enter is done, Esc forgets what was written"));
    m_edit->setTabChangesFocus(true);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->viewport()->setBackgroundRole(QPalette::Midlight);
    m_edit->setFixedHeight(QFontMetrics(m_edit->font()).lineSpacing() * 4);
    m_edit->installEventFilter(this);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 8);
    layout->setSpacing(4);
    layout->addWidget(new PanelHeading(tr("Note"), theme));
    layout->addWidget(m_edit);
    hide();
}

void NoteBlock::setAnnotation(const Capture::Annotation &annotation)
{
    const bool isAnother = annotation.message != m_annotation.message;
    if (isAnother)
        keep();
    const bool isBeingWritten = !isAnother && m_edit->hasFocus();
    m_annotation = annotation;
    if (!isBeingWritten)
        restore();
}

void NoteBlock::edit()
{
    if (m_annotation.message == 0)
        return;
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->moveCursor(QTextCursor::End);
}

QString NoteBlock::text() const
{
    return m_edit->toPlainText();
}

void NoteBlock::keep()
{
    const QByteArray note = m_edit->toPlainText().trimmed().toUtf8();
    if (m_annotation.message == 0 || note == m_annotation.note)
        return;
    Capture::Annotation changed = m_annotation; // which it becomes once that is kept
    changed.note = note;
    emit written(changed);
}

void NoteBlock::restore()
{
    m_edit->setPlainText(QString::fromUtf8(m_annotation.note));
    setVisible(!m_annotation.note.isEmpty());
}

bool NoteBlock::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        keep();
        if (m_edit->toPlainText().trimmed().isEmpty())
            hide();
    }
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        auto *const key = static_cast<QKeyEvent *>(event); // by its type
        const bool isDone = key->modifiers().testFlag(Qt::ControlModifier)
            && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter);
        const bool isEscape = key->key() == Qt::Key_Escape;
        if (isDone || isEscape) {
            key->accept();
            if (event->type() == QEvent::ShortcutOverride)
                return true;
            if (isEscape)
                restore();
            emit finished();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
