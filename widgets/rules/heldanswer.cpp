// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/heldanswer.h"

#include "widgets/common/errorlabel.h"
#include "widgets/compose/editorframe.h"
#include "widgets/compose/messageeditor.h"
#include "widgets/rules/heldbody.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>

HeldAnswer::HeldAnswer(const Theme &theme, const VariableScope &scope, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_editor(new MessageEditor(theme, scope))
    , m_frame(new EditorFrame(m_editor, theme))
    , m_problem(new ErrorLabel(theme))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_editor->setObjectName(QStringLiteral("heldAnswer"));
    m_editor->setAccessibleName(tr("Values of the answer"));
    m_editor->setLanguage(MessageEditor::Language::Json);
    m_editor->setToolTip(tr("JSON values with commas between, binary as {\"$binary\":\"base64\"}; "
                            "nothing for an answer without values"));
    auto *const send = new QPushButton(tr("Send answer"));
    send->setObjectName(QStringLiteral("sendHeldAnswer"));
    send->setDefault(true);
    send->setAutoDefault(false);
    send->setToolTip(tr("Answer with these values; the message does not go on (Ctrl+Enter)"));
    auto *const cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelHeldAnswer"));
    cancel->setAutoDefault(false);
    cancel->setToolTip(tr("Back to the message (Esc)"));
    auto *const head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(send);
    head->addWidget(cancel);
    head->addWidget(m_title, 1);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->setSpacing(8);
    lines->addLayout(head);
    lines->addWidget(m_frame, 1);
    lines->addWidget(m_problem);
    auto *const escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr,
                                       Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &HeldAnswer::cancelled);
    connect(cancel, &QPushButton::clicked, this, &HeldAnswer::cancelled);
    connect(send, &QPushButton::clicked, this, &HeldAnswer::answer);
    connect(m_editor, &QsciScintilla::textChanged, this, &HeldAnswer::check);
}

void HeldAnswer::begin(const QString &title)
{
    m_title->setText(title);
    m_title->setToolTip(title);
    m_editor->setContent({});
    m_editor->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER);
    check();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void HeldAnswer::answer()
{
    if (check())
        emit answered(m_editor->content().trimmed());
    else
        m_editor->setFocus(Qt::OtherFocusReason);
}

bool HeldAnswer::check()
{
    const auto problem = findAnswerProblem(m_editor->content());
    m_editor->showProblem(problem);
    m_frame->setWrong(problem.has_value());
    m_problem->say(problem ? problem->words : QString());
    return !problem;
}
