// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/outgoing.h"

#include <Qsci/qsciscintilla.h>

class QsciLexerJSON;
class Theme;
class VariableScope;

/// Edits bytes that are text: JSON with its colours, or text without. Marks variables, and
/// underlines what is wrong.
///
/// What is put in comes out again byte for byte, whatever the bytes are. Tab goes to the next
/// control. Keys that the window has shortcuts for are the window's.
class MessageEditor : public QsciScintilla
{
    Q_OBJECT

public:
    enum class Language : quint8 { Json, Text };

    MessageEditor(const Theme &theme, const VariableScope &scope, QWidget *parent = nullptr);

    void setLanguage(Language language);
    void setContent(const QByteArray &bytes);
    QByteArray content() const;

    /// Underlines where \a problem is, or nothing.
    void showProblem(const std::optional<DraftProblem> &problem);
    /// What is underlined: offset and size, both -1 if nothing is.
    qsizetype problemOffset() const { return m_problemOffset; }

    /// The height of \a lines lines of text.
    int heightFor(int lines) const;

protected:
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent *event) override;

private:
    void applyTheme();
    void markVariables();

    const Theme &m_theme;
    const VariableScope &m_scope;
    QsciLexerJSON *m_lexer;
    Language m_language = Language::Text;
    qsizetype m_problemOffset = -1;
};
