// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/textview.h"

#include "widgets/common/theme.h"

#include <QMimeData>
#include <QTextBlock>

#include <algorithm>

namespace {

// The state of a block that goes on in the next one.
constexpr int GoesOn = 1;

// Characters that the editor would take for a line's end, or not show at all, as their pictures.
QString displayable(QString text)
{
    text.replace(QChar(u'\r'), QChar(0x240d));
    text.replace(QChar(QChar::ParagraphSeparator), QChar(0x2424));
    text.replace(QChar(u'\0'), QChar(0x2400));
    return text;
}

} // namespace

TextView::TextView(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(12);
    setFont(theme.fixedFont());
    connect(&theme, &Theme::changed, this, [this, &theme] {
        setFont(theme.fixedFont());
        markFound();
    });
}

void TextView::setContent(const QString &text)
{
    clear();
    appendContent(text);
    moveCursor(QTextCursor::Start);
    markFound();
}

void TextView::setFind(const FindText &wanted)
{
    m_marker = FindMarker(wanted);
    markFound();
}

// Pieces of a very long line are looked at one by one.
void TextView::markFound()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat format;
    const QColor ground = m_theme.colors().hit;
    format.setBackground(ground);
    format.setForeground(Theme::readableOn(m_theme.colors().text, ground));
    QTextBlock block = m_marker.isEmpty() ? QTextBlock() : document()->firstBlock();
    for (; block.isValid() && marks.size() < qsizetype(FindText::MostSpans); block = block.next()) {
        for (const FindText::Span &span : m_marker.spansIn(block.text())) {
            QTextCursor cursor(block);
            cursor.setPosition(block.position() + static_cast<int>(span.start));
            cursor.setPosition(cursor.position() + static_cast<int>(span.size),
                               QTextCursor::KeepAnchor);
            marks.append({cursor, format});
        }
    }
    setExtraSelections(marks);
    if (marks.isEmpty())
        return;
    QTextCursor first = marks.constFirst().cursor;
    first.setPosition(first.selectionStart());
    setTextCursor(first);
}

void TextView::appendContent(const QString &content)
{
    const QString text = displayable(content);
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    qsizetype offset = 0;
    while (offset < text.size()) {
        const qsizetype room = MaxPiece - cursor.block().length() + 1;
        if (room <= 0) {
            cursor.block().setUserState(GoesOn);
            cursor.insertBlock();
            continue;
        }
        qsizetype size = std::min(room, text.size() - offset);
        const qsizetype newline = text.indexOf(QLatin1Char('\n'), offset);
        const bool endsLine = newline >= 0 && newline <= offset + size && newline < text.size();
        if (endsLine)
            size = newline - offset;
        else if (size > 1 && text[offset + size - 1].isHighSurrogate())
            --size;
        cursor.insertText(text.sliced(offset, size));
        offset += size;
        if (endsLine) {
            cursor.insertBlock();
            ++offset;
        }
    }
    cursor.endEditBlock();
}

QString TextView::content() const
{
    return joined(0, document()->characterCount() - 1);
}

QString TextView::joined(int from, int to) const
{
    QString text;
    for (QTextBlock block = document()->findBlock(from); block.isValid() && block.position() <= to;
         block = block.next()) {
        const int begin = std::max(0, from - block.position());
        const int end = std::min(block.length() - 1, to - block.position());
        text += QStringView(block.text()).sliced(begin, end - begin);
        const bool isLast = to <= block.position() + block.length() - 1;
        if (!isLast && block.userState() != GoesOn)
            text += QLatin1Char('\n');
    }
    return text;
}

QMimeData *TextView::createMimeDataFromSelection() const
{
    const QTextCursor cursor = textCursor();
    auto *const mime = new QMimeData;
    mime->setText(joined(cursor.selectionStart(), cursor.selectionEnd()));
    return mime;
}
