// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/messageeditor.h"

#include "widgets/common/theme.h"
#include "widgets/compose/variablescope.h"

#include <QKeyEvent>
#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexerjson.h>

#include <algorithm>

namespace {

constexpr int ProblemIndicator = 8;
constexpr int VariableIndicator = 9;

/// A colour as Scintilla has it.
long scintillaColor(const QColor &color)
{
    return color.red() | color.green() << 8 | color.blue() << 16;
}

} // namespace

MessageEditor::MessageEditor(const Theme &theme, const VariableScope &scope, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
    , m_scope(scope)
    , m_lexer(new QsciLexerJSON(this))
{
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setEolMode(EolUnix);
    for (int margin = 0; margin < 5; ++margin)
        setMarginWidth(margin, 0);
    setAutoIndent(true);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(4);
    setWrapMode(WrapWord);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // QScintilla has keys for editing lines that are the window's own.
    for (const int key : {Qt::Key_L, Qt::Key_T, Qt::Key_D, Qt::Key_U, Qt::Key_R, Qt::Key_K}) {
        for (const int modifier : {int(Qt::CTRL), int(Qt::CTRL) | int(Qt::SHIFT)}) {
            if (QsciCommand *const command = standardCommands()->boundTo(key | modifier))
                command->setKey(0);
        }
    }
    m_lexer->setHighlightComments(false);
    m_lexer->setHighlightEscapeSequences(false);
    applyTheme();
    connect(&theme, &Theme::changed, this, &MessageEditor::applyTheme);
    connect(&scope, &VariableScope::changed, this, &MessageEditor::markVariables);
    connect(this, &QsciScintilla::textChanged, this, &MessageEditor::markVariables);
}

void MessageEditor::setLanguage(Language language)
{
    m_language = language;
    setBraceMatching(language == Language::Json ? StrictBraceMatch : NoBraceMatch);
    SendScintilla(SCI_BRACEHIGHLIGHT, static_cast<unsigned long>(-1L), -1L); // of the last language
    applyTheme();
}

void MessageEditor::setContent(const QByteArray &bytes)
{
    if (content() == bytes)
        return;
    SendScintilla(SCI_BEGINUNDOACTION);
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_ADDTEXT, static_cast<unsigned long>(bytes.size()), bytes.constData());
    SendScintilla(SCI_ENDUNDOACTION);
    // Before anything measures it: widths that were taken without styles stay.
    SendScintilla(SCI_COLOURISE, 0UL, -1L);
    SendScintilla(SCI_GOTOPOS, 0UL);
    emit textChanged();
}

QByteArray MessageEditor::content() const
{
    QByteArray text(static_cast<qsizetype>(SendScintilla(SCI_GETLENGTH)), Qt::Uninitialized);
    const auto *const bytes
        = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    std::copy_n(bytes, text.size(), text.begin());
    return text;
}

void MessageEditor::showProblem(const std::optional<DraftProblem> &problem)
{
    const long length = SendScintilla(SCI_GETLENGTH);
    SendScintilla(SCI_SETINDICATORCURRENT, ProblemIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, length);
    m_problemOffset = problem ? problem->offset : -1;
    if (m_problemOffset < 0 || length == 0)
        return;
    // At the end the last character stands for what is missing.
    const long start = std::min(static_cast<long>(m_problemOffset), length - 1);
    const long size = std::clamp(static_cast<long>(problem->size), 1L, length - start);
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(start), size);
}

int MessageEditor::heightFor(int lines) const
{
    return lines * static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, 0UL));
}

bool MessageEditor::focusNextPrevChild(bool next)
{
    // QScintilla's own keeps Tab to itself.
    return QWidget::focusNextPrevChild(next); // NOLINT(bugprone-parent-virtual-call)
}

bool MessageEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *const key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        // Left to the window's shortcuts.
        if (key->key() == Qt::Key_Escape || (isReturn && key->modifiers() & Qt::ControlModifier))
            return false;
    }
    return QsciScintilla::event(event);
}

void MessageEditor::applyTheme()
{
    const Colors &colors = m_theme.colors();
    const QFont font = m_theme.fixedFont();
    m_lexer->setDefaultFont(font);
    m_lexer->setDefaultPaper(colors.alternate);
    m_lexer->setDefaultColor(colors.text);
    m_lexer->setFont(font);
    m_lexer->setPaper(colors.alternate);
    m_lexer->setColor(colors.text);
    // Text is lexed too, and all of it looks the same.
    if (m_language == Language::Json) {
        for (const int style :
             {QsciLexerJSON::String, QsciLexerJSON::UnclosedString, QsciLexerJSON::EscapeSequence,
              QsciLexerJSON::IRI, QsciLexerJSON::IRICompact})
            m_lexer->setColor(colors.sent, style);
        m_lexer->setColor(colors.accent, QsciLexerJSON::Property);
        m_lexer->setColor(colors.warning, QsciLexerJSON::Number);
        m_lexer->setColor(colors.received, QsciLexerJSON::Keyword);
        m_lexer->setColor(colors.received, QsciLexerJSON::KeywordLD);
    }
    for (int style = 0; style <= QsciLexerJSON::Error; ++style)
        m_lexer->setEolFill(false, style);
    if (lexer() != m_lexer)
        setLexer(m_lexer);
    setCaretForegroundColor(colors.text);
    setSelectionBackgroundColor(colors.selection);
    setSelectionForegroundColor(colors.text);
    setMatchedBraceBackgroundColor(colors.selection);
    setMatchedBraceForegroundColor(colors.text);
    setUnmatchedBraceBackgroundColor(colors.alternate);
    setUnmatchedBraceForegroundColor(colors.error);
    SendScintilla(SCI_INDICSETSTYLE, ProblemIndicator, INDIC_SQUIGGLE);
    SendScintilla(SCI_INDICSETFORE, ProblemIndicator, scintillaColor(colors.error));
    SendScintilla(SCI_INDICSETSTYLE, VariableIndicator, INDIC_TEXTFORE);
    SendScintilla(SCI_INDICSETFORE, VariableIndicator, scintillaColor(colors.connections[1]));
    markVariables();
}

void MessageEditor::markVariables()
{
    SendScintilla(SCI_SETINDICATORCURRENT, VariableIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    if (!m_scope.values())
        return;
    const auto expanded = Variables::expand(content(), *m_scope.values());
    for (const Variables::Use &use : expanded.uses) {
        if (use.isKnown)
            SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(use.offset),
                          static_cast<long>(use.size));
    }
}
