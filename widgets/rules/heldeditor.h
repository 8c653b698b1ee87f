// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/variablescope.h"
#include "widgets/rules/heldbody.h"

#include <QWidget>

class EditorFrame;
class ErrorLabel;
class HeldAnswer;
class MessageEditor;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class Theme;

/// Shows one held message to be let go, changed, dropped or answered.
class HeldEditor : public QWidget
{
    Q_OBJECT
public:
    HeldEditor(const Theme &theme, QWidget *parent = nullptr);

    /// \a draft is its body as it was edited before, \a error why it could not be decided.
    void showMessage(const Acting::HeldMessage &message, const std::optional<QByteArray> &draft,
                     const QString &error, Capture::Time now);
    void showNothing();
    /// The message that is shown is held no more: its text stays to be read.
    void showGone();
    void showError(const QString &error);
    /// Time goes on for what waits behind it.
    void setNow(Capture::Time now);

    /// Its body, if it is another than it came with.
    std::optional<QByteArray> draft() const;
    /// Whether what is shown is another text than it came with, also of one that is gone.
    bool isEdited() const;

    /// Lets it go, or sends the answer that is written.
    void act();
    void drop();
    void focusText();

signals:
    void decided(const Acting::HeldVerdict &verdict);

private:
    QPushButton *addButton(QHBoxLayout *line, const QString &text, const QString &name,
                           const QString &tip, void (HeldEditor::*done)()) const;
    void setText(const QByteArray &text);
    void release();
    void writeAnswer();
    void undo();
    void check();
    void showButtons();

    VariableScope m_scope; // without values: braces are text
    std::optional<Acting::HeldMessage> m_message; // the one that can be decided
    HeldBody m_body;
    bool m_hasProblem = false;
    bool m_isFilling = false;
    QStackedWidget *m_pages;
    HeldAnswer *m_answer;
    MessageEditor *m_editor;
    EditorFrame *m_frame;
    QPushButton *m_release;
    QPushButton *m_drop;
    QPushButton *m_answerButton;
    QPushButton *m_undo;
    ErrorLabel *m_problem;
    ErrorLabel *m_error;
    QLabel *m_meaning;
};
