// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composequestions.h"
#include "widgets/compose/outgoing.h"

#include <QScrollArea>

class ArgumentRow;
class QVBoxLayout;
class Theme;
class VariableScope;

/// The arguments of an event or of an answer, an editor each, one below the other.
class ArgumentList : public QScrollArea
{
    Q_OBJECT

public:
    ArgumentList(const Theme &theme, const VariableScope &scope, const ComposeQuestions &questions,
                 QWidget *parent = nullptr);

    void setArguments(const QList<ComposeArgument> &arguments);
    QList<ComposeArgument> arguments() const;

    /// Adds one at the end and goes to it; a File asks which.
    void add(ComposeArgument::Kind kind);
    /// Shows what is wrong with an argument, and goes there.
    void showProblem(const DraftProblem &problem);
    ArgumentRow *row(int number) const { return m_rows.value(number); }
    int count() const { return static_cast<int>(m_rows.size()); }

    /// Buttons that add an argument of each kind, for whoever has the room for them.
    QWidget *makeAddButtons();

signals:
    void changed();

private:
    ArgumentRow *insert(const ComposeArgument &argument);
    void move(ArgumentRow *row, int steps);
    void remove(ArgumentRow *row);
    void discard(ArgumentRow *row);
    void number();

    const Theme &m_theme;
    const VariableScope &m_scope;
    const ComposeQuestions &m_questions;
    QVBoxLayout *m_layout;
    QList<ArgumentRow *> m_rows;
};
