// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composeeditor.h"

#include "widgets/common/errorlabel.h"
#include "widgets/compose/answerform.h"
#include "widgets/compose/environmentbox.h"
#include "widgets/compose/eventform.h"
#include "widgets/compose/plainform.h"
#include "widgets/compose/variablescope.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace {

enum Page { EventPage, PlainPage, AnswerPage };

Page pageOf(Client::Protocol protocol)
{
    return protocol == Client::Protocol::SocketIo ? EventPage : PlainPage;
}

} // namespace

ComposeEditor::ComposeEditor(const Theme &theme, Environments &environments, VariableScope &scope,
                             const ComposeQuestions &questions, QWidget *parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_event(new EventForm(theme, scope, questions))
    , m_plain(new PlainForm(theme, scope, questions))
    , m_answer(new AnswerForm(theme, scope, questions))
    , m_heads(new QStackedWidget)
    , m_forms(new QStackedWidget)
    , m_feet(new QStackedWidget)
    , m_foot(new QWidget)
    , m_environment(new EnvironmentBox(environments, scope, theme))
    , m_message(new ErrorLabel(theme))
{
    m_heads->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_heads->addWidget(m_event->head());
    m_heads->addWidget(m_plain->head());
    m_forms->addWidget(m_event);
    m_forms->addWidget(m_plain);
    m_forms->addWidget(m_answer);
    m_feet->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_feet->addWidget(m_event->foot());
    m_feet->addWidget(m_plain->foot());
    auto *const foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins({});
    foot->setSpacing(8);
    foot->addWidget(m_feet, 1);
    foot->addWidget(m_environment);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_forms, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_foot);

    showForm(EventPage);
    connect(m_event, &EventForm::changed, this, &ComposeEditor::changed);
    connect(m_plain, &PlainForm::changed, this, &ComposeEditor::changed);
    connect(this, &ComposeEditor::changed, this, [this] { showMessage({}, false); });
    connect(m_answer, &AnswerForm::answered, this, &ComposeEditor::answered);
    connect(m_answer, &AnswerForm::cancelled, this, &ComposeEditor::endAnswer);
    connect(m_environment, &EnvironmentBox::failed, this,
            [this](const QString &error) { showMessage(error, true); });
}

QWidget *ComposeEditor::head() const
{
    return m_heads;
}

void ComposeEditor::setProtocol(Client::Protocol protocol)
{
    m_protocol = protocol;
    const Page page = pageOf(protocol);
    m_heads->setCurrentIndex(page);
    m_feet->setCurrentIndex(page);
    if (!isAnswering())
        showForm(page);
}

void ComposeEditor::showForm(int page)
{
    m_forms->setCurrentIndex(page);
    setFocusProxy(m_forms->currentWidget());
}

void ComposeEditor::setNamespaces(const QList<QByteArray> &names)
{
    m_event->setNamespaces(names);
}

void ComposeEditor::addSeenEvents(const QByteArray &nsp, const QList<QByteArray> &names)
{
    m_event->addSeenEvents(nsp, names);
}

void ComposeEditor::setDraft(const ComposeDraft &draft)
{
    endAnswer();
    setProtocol(draft.protocol);
    m_environment->setVariablesOn(draft.usesVariables);
    if (draft.protocol == Client::Protocol::SocketIo)
        m_event->setDraft(draft);
    else
        m_plain->setDraft(draft);
}

ComposeDraft ComposeEditor::draft() const
{
    ComposeDraft draft
        = m_protocol == Client::Protocol::SocketIo ? m_event->draft() : m_plain->draft();
    draft.usesVariables = m_environment->areVariablesOn();
    return draft;
}

Outgoing ComposeEditor::make()
{
    const Variables::Values *const values = m_scope.values();
    Outgoing outgoing
        = Outgoing::make(draft(), values ? *values : Variables::Values(), &readFileToSend);
    if (!outgoing.problems.isEmpty())
        showProblem(outgoing.problems.front());
    else
        showMessage({}, false);
    return outgoing;
}

void ComposeEditor::setQuestion(const QuestionsModel::Question &question)
{
    m_answer->setQuestion(question);
    showForm(AnswerPage);
    m_foot->hide();
    showMessage({}, false);
}

void ComposeEditor::endAnswer()
{
    showForm(pageOf(m_protocol));
    m_foot->show();
}

bool ComposeEditor::isAnswering() const
{
    return m_forms->currentIndex() == AnswerPage;
}

const QuestionsModel::Question &ComposeEditor::question() const
{
    return m_answer->question();
}

void ComposeEditor::answer()
{
    m_answer->answer();
}

void ComposeEditor::showMessage(const QString &text, bool isError)
{
    if (isError)
        m_message->say(text);
    else
        m_message->remark(text);
}

QString ComposeEditor::message() const
{
    return m_message->words();
}

void ComposeEditor::showProblem(const DraftProblem &problem)
{
    const bool isPlain = m_protocol == Client::Protocol::WebSocket;
    if (isPlain)
        m_plain->showProblem(problem);
    else
        m_event->showProblem(problem);
    // Plain forms and arguments have a place for it beside what is wrong.
    const bool isShown = isPlain || problem.place == DraftProblem::Place::Argument;
    showMessage(isShown ? QString() : problem.words, true);
}
