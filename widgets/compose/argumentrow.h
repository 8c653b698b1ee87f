// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composequestions.h"
#include "widgets/compose/outgoing.h"

#include <QWidget>

class EditorFrame;
class ErrorLabel;
class FileField;
class MessageEditor;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QToolButton;
class Theme;
class VariableScope;

/// The editor of one argument: its number, its kind, its value, what is wrong with it, and buttons
/// to move and remove it.
class ArgumentRow : public QWidget
{
    Q_OBJECT

public:
    ArgumentRow(const Theme &theme, const VariableScope &scope, const ComposeQuestions &questions,
                QWidget *parent = nullptr);

    void setArgument(const ComposeArgument &argument);
    ComposeArgument argument() const;

    /// Its place: \a number of \a count.
    void setPlace(int number, int count);
    /// Shows \a problem, which may come from outside, in place until something is changed.
    void showProblem(const DraftProblem &problem);
    QString problemText() const;
    bool chooseFile();

signals:
    void changed();
    void moveRequested(int steps);
    void removeRequested();

private:
    void onKindChosen(int index);
    void check();
    void display(const std::optional<DraftProblem> &problem);
    void fitHeight();
    QToolButton *addButton(QHBoxLayout *layout, const QIcon &icon, const QString &name);

    const VariableScope &m_scope;
    QLabel *m_number;
    QComboBox *m_kind;
    QStackedWidget *m_values;
    MessageEditor *m_editor;
    EditorFrame *m_frame;
    FileField *m_file;
    ErrorLabel *m_problem;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
    bool m_isAlone = true; // and so has all the room
};
