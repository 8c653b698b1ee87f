// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/noteblock.h"

#include "widgets/common/theme.h"
#include "widgets/details/panelheading.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace {

/// Of which message or session it is.
Capture::Id placeOf(const Capture::Remark &remark)
{
    if (const auto *annotation = std::get_if<Capture::Annotation>(&remark))
        return annotation->message;
    const auto *const note = std::get_if<Capture::SessionNote>(&remark);
    return note != nullptr ? note->session : 0;
}

QByteArray noteOf(const Capture::Remark &remark)
{
    if (const auto *annotation = std::get_if<Capture::Annotation>(&remark))
        return annotation->note;
    const auto *const note = std::get_if<Capture::SessionNote>(&remark);
    return note != nullptr ? note->note : QByteArray();
}

void setNote(Capture::Remark &remark, const QByteArray &text)
{
    if (auto *annotation = std::get_if<Capture::Annotation>(&remark))
        annotation->note = text;
    else if (auto *note = std::get_if<Capture::SessionNote>(&remark))
        note->note = text;
}

} // namespace

NoteBlock::NoteBlock(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_heading(new PanelHeading(tr("Note"), theme))
    , m_edit(new QPlainTextEdit(this))
{
    m_edit->setObjectName(QStringLiteral("note"));
    m_edit->setAccessibleName(tr("Note"));
    m_edit->setToolTip(tr("Kept in the capture. Ctrl+Enter is done, Esc forgets what was written"));
    m_edit->setTabChangesFocus(true);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->viewport()->setBackgroundRole(QPalette::Midlight);
    m_edit->setFixedHeight(QFontMetrics(m_edit->font()).lineSpacing() * 4);
    m_edit->installEventFilter(this);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 8);
    layout->setSpacing(4);
    layout->addWidget(m_heading);
    layout->addWidget(m_edit);
    hide();
}

void NoteBlock::setRemark(const Capture::Remark &remark)
{
    const bool isAnother
        = remark.index() != m_remark.index() || placeOf(remark) != placeOf(m_remark);
    if (isAnother)
        keep();
    const bool isBeingWritten = !isAnother && m_edit->hasFocus();
    m_remark = remark;
    const bool isOfSession = std::holds_alternative<Capture::SessionNote>(remark);
    m_heading->setHeading(isOfSession ? tr("Note on the session") : tr("Note"));
    m_edit->setPlaceholderText(isOfSession ? tr("What is worth knowing about this session")
                                           : tr("What is worth knowing about this message"));
    if (!isBeingWritten)
        restore();
}

void NoteBlock::edit()
{
    if (placeOf(m_remark) == 0)
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
    if (placeOf(m_remark) == 0 || note == noteOf(m_remark))
        return;
    Capture::Remark changed = m_remark; // which it becomes once that is kept
    setNote(changed, note);
    emit written(changed);
}

void NoteBlock::restore()
{
    m_edit->setPlainText(QString::fromUtf8(noteOf(m_remark)));
    setVisible(!noteOf(m_remark).isEmpty());
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
