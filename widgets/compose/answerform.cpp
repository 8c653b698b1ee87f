// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/answerform.h"

#include "widgets/common/format.h"
#include "widgets/compose/argumentlist.h"
#include "widgets/compose/argumentrow.h"
#include "widgets/compose/composequestions.h"
#include "widgets/compose/draftwords.h"
#include "widgets/compose/variablescope.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr qsizetype MaxLine = 200;

} // namespace

AnswerForm::AnswerForm(const Theme &theme, const VariableScope &scope,
                       const ComposeQuestions &questions, QWidget *parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_title(new QLabel)
    , m_arguments(new ArgumentList(theme, scope, questions))
    , m_always(new QCheckBox(tr("Always answer this way")))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_always->setToolTip(
        tr("Give this answer to every such question from now on. The rule is listed "
           "under Asked."));
    auto *const cancel = new QPushButton(tr("Cancel"));
    auto *const answer = new QPushButton(tr("Answer"));
    answer->setDefault(true);
    answer->setAutoDefault(false);
    answer->setToolTip(tr("Send the answer (Ctrl+Enter)"));
    auto *const foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_arguments->makeAddButtons());
    foot->addStretch();
    foot->addWidget(cancel);
    foot->addWidget(answer);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    auto *const head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_always);
    layout->addLayout(head);
    layout->addWidget(m_arguments, 1);
    layout->addLayout(foot);
    connect(answer, &QPushButton::clicked, this, &AnswerForm::answer);
    connect(cancel, &QPushButton::clicked, this, &AnswerForm::cancelled);
}

void AnswerForm::setQuestion(const QuestionsModel::Question &question)
{
    m_question = question;
    const Client::ReceivedEvent &event = question.event;
    m_title->setText(tr("Answer to %1 in %2: %3")
                         .arg(singleLine(event.name, MaxLine), singleLine(event.nsp, MaxLine),
                              argumentsLine(event.arguments, MaxLine)));
    m_title->setToolTip(m_title->text());
    m_arguments->setArguments({});
    m_always->setChecked(false);
    m_arguments->row(0)->setFocus(Qt::OtherFocusReason);
}

void AnswerForm::answer()
{
    QList<DraftProblem> problems;
    const SocketIo::Arguments arguments
        = makeArguments(m_arguments->arguments(), m_scope.values(), &readFileToSend, &problems);
    if (problems.isEmpty())
        emit answered(arguments, m_always->isChecked());
    else
        m_arguments->showProblem(problems.front());
}
