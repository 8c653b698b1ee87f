// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composequestions.h"
#include "widgets/compose/variablescope.h"
#include "widgets/rooms/roomtargets.h"

#include <QDialog>

class ArgumentList;
class ErrorLabel;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class Theme;

/// Asks what exactly a server is to do with rooms or sockets: which event, which room, how far.
///
/// Stays open after an event, which may be sent again; the others are done once.
class RoomCommandDialog : public QDialog
{
    Q_OBJECT

public:
    using Type = Admin::Command::Type;

    explicit RoomCommandDialog(const Theme &theme, QWidget *parent = nullptr);

    void setQuestions(ComposeQuestions questions) { m_questions = std::move(questions); }
    /// Asks for what is missing of a command of \a type about \a targets. \a rooms are names to
    /// choose from.
    void ask(Type type, const RoomTargets &targets, const QStringList &rooms);
    /// The command that is being asked for could not be sent: \a words say why.
    void failed(const QString &words);

    const RoomTargets &targets() const { return m_targets; }

signals:
    void commandRequested(quint32 source, const Admin::Command &command);

private:
    void makeForms();
    void send();
    std::vector<Admin::Command> commands();
    void updateButton();

    const Theme &m_theme;
    ComposeQuestions m_questions = ComposeQuestions::dialogs();
    VariableScope m_variables;
    Type m_type = Type::Emit;
    RoomTargets m_targets;
    QLabel *m_lead;
    QStackedWidget *m_forms;
    QLineEdit *m_event;
    ArgumentList *m_arguments;
    QLineEdit *m_room;
    QCheckBox *m_closes;
    ErrorLabel *m_error;
    QPushButton *m_do;
    QString m_failure; // of what is being sent
};
