// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composequestions.h"
#include "widgets/compose/outgoing.h"
#include "widgets/compose/questionsmodel.h"

#include <QWidget>

class AnswerForm;
class EnvironmentBox;
class Environments;
class ErrorLabel;
class EventForm;
class PlainForm;
class QStackedWidget;
class Theme;
class VariableScope;

/// The editors: the form of the protocol that is spoken, or that of an answer, with their foot and
/// what is wrong with all of it below.
class ComposeEditor : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive it.
    ComposeEditor(const Theme &theme, Environments &environments, VariableScope &scope,
                  const ComposeQuestions &questions, QWidget *parent = nullptr);

    /// What stands above the editors, in the panel's first row.
    QWidget *head() const;

    void setProtocol(Client::Protocol protocol);
    Client::Protocol protocol() const { return m_protocol; }
    void setNamespaces(const QList<QByteArray> &names);
    void addSeenEvents(const QByteArray &nsp, const QList<QByteArray> &names);

    /// Shows the form that \a draft needs, and puts it there.
    void setDraft(const ComposeDraft &draft);
    ComposeDraft draft() const;
    /// The draft made ready. What is wrong with it is shown, and where.
    Outgoing make();

    void setQuestion(const QuestionsModel::Question &question);
    void endAnswer();
    bool isAnswering() const;
    const QuestionsModel::Question &question() const;
    void answer();

    /// A sentence below the editors; gone with the next change.
    void showMessage(const QString &text, bool isError);
    QString message() const;

signals:
    void changed();
    void answered(const SocketIo::Arguments &arguments, bool isRule);

private:
    void showForm(int page);
    void showProblem(const DraftProblem &problem);

    VariableScope &m_scope;
    Client::Protocol m_protocol = Client::Protocol::SocketIo;
    EventForm *m_event;
    PlainForm *m_plain;
    AnswerForm *m_answer;
    QStackedWidget *m_heads;
    QStackedWidget *m_forms;
    QStackedWidget *m_feet;
    QWidget *m_foot;
    EnvironmentBox *m_environment;
    ErrorLabel *m_message;
};
