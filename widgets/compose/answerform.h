// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/outgoing.h"
#include "widgets/compose/questionsmodel.h"

#include <QWidget>

class ArgumentList;
class QCheckBox;
class QLabel;
struct ComposeQuestions;
class Theme;
class VariableScope;

/// Writes the answer to a question of the server.
class AnswerForm : public QWidget
{
    Q_OBJECT

public:
    AnswerForm(const Theme &theme, const VariableScope &scope, const ComposeQuestions &questions,
               QWidget *parent = nullptr);

    void setQuestion(const QuestionsModel::Question &question);
    const QuestionsModel::Question &question() const { return m_question; }

    /// Checks the answer, and tells answered() if nothing is wrong.
    void answer();

signals:
    /// \a isRule: the same answer is given to all such questions from now on.
    void answered(const SocketIo::Arguments &arguments, bool isRule);
    void cancelled();

private:
    const VariableScope &m_scope;
    QuestionsModel::Question m_question;
    QLabel *m_title;
    ArgumentList *m_arguments;
    QCheckBox *m_always;
};
