// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/heldeditor.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/theme.h"
#include "widgets/compose/editorframe.h"
#include "widgets/compose/messageeditor.h"
#include "widgets/details/panelheading.h"
#include "widgets/rules/heldanswer.h"
#include "widgets/rules/heldwords.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

using Acting::HeldVerdict;

HeldEditor::HeldEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_answer(new HeldAnswer(theme, m_scope))
    , m_editor(new MessageEditor(theme, m_scope))
    , m_frame(new EditorFrame(m_editor, theme))
    , m_problem(new ErrorLabel(theme))
    , m_error(new ErrorLabel(theme))
    , m_meaning(makeDimLabel())
{
    m_scope.setValues(std::nullopt);
    m_editor->setObjectName(QStringLiteral("heldText"));
    m_editor->setAccessibleName(tr("Held message"));
    m_problem->setObjectName(QStringLiteral("heldProblem"));
    m_error->setObjectName(QStringLiteral("heldError"));
    m_meaning->setObjectName(QStringLiteral("heldMeaning"));
    m_meaning->setAccessibleName(tr("What waits behind it"));

    auto *const head = new QHBoxLayout;
    head->setSpacing(8);
    m_release = addButton(head, tr("Release"), QStringLiteral("releaseHeld"),
                          tr("Let it go, with your changes (Ctrl+Enter)"), &HeldEditor::release);
    m_release->setDefault(true);
    m_drop = addButton(head, tr("Drop"), QStringLiteral("dropHeld"),
                       tr("It never arrives (Delete in the list)"), &HeldEditor::drop);
    m_answerButton
        = addButton(head, tr("Answer…"), QStringLiteral("answerHeld"),
                    tr("Answer in the place of whoever is asked; the message does not go on"),
                    &HeldEditor::writeAnswer);
    head->addStretch(1);
    m_undo = addButton(head, tr("Undo changes"), QStringLiteral("undoHeld"),
                       tr("Back to the text as it came"), &HeldEditor::undo);
    auto *const page = new QWidget;
    auto *const pageLines = new QVBoxLayout(page);
    pageLines->setContentsMargins({});
    pageLines->setSpacing(8);
    pageLines->addLayout(head);
    pageLines->addWidget(m_frame, 1);
    m_pages->addWidget(page);
    m_pages->addWidget(m_answer);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->setSpacing(4);
    lines->addWidget(m_pages, 1);
    lines->addWidget(m_problem);
    lines->addWidget(m_error);
    lines->addWidget(m_meaning);

    connect(m_editor, &QsciScintilla::textChanged, this, &HeldEditor::check);
    connect(m_answer, &HeldAnswer::cancelled, this, [this] {
        m_pages->setCurrentIndex(0);
        check();
        focusText();
    });
    connect(m_answer, &HeldAnswer::answered, this, [this](const QByteArray &values) {
        emit decided({.what = HeldVerdict::What::Answer, .body = {}, .answer = values});
    });
    showNothing();
}

QPushButton *HeldEditor::addButton(QHBoxLayout *line, const QString &text, const QString &name,
                                   const QString &tip, void (HeldEditor::*done)()) const
{
    auto *const button = new QPushButton(text);
    button->setObjectName(name);
    button->setAutoDefault(false);
    button->setToolTip(tip);
    connect(button, &QPushButton::clicked, this, done);
    line->addWidget(button);
    return button;
}

void HeldEditor::showMessage(const Acting::HeldMessage &message,
                             const std::optional<QByteArray> &draft, const QString &error,
                             Capture::Time now)
{
    m_message = message;
    m_body = HeldBody::of(message);
    setText(draft.value_or(m_body.text));
    m_error->say(error);
    setNow(now);
}

void HeldEditor::showNothing()
{
    m_message.reset();
    m_body = {};
    setText({});
    m_error->say({});
    m_meaning->clear();
}

void HeldEditor::showGone()
{
    m_message.reset();
    m_pages->setCurrentIndex(0);
    m_editor->setReadOnly(true);
    m_problem->say({});
    m_meaning->clear();
    m_error->say(tr("This message is held no more: its connection ended, or the tap was stopped. "
                    "The text stays until you select another message."));
    showButtons();
}

void HeldEditor::showError(const QString &error)
{
    m_error->say(error);
}

void HeldEditor::setNow(Capture::Time now)
{
    if (!m_message)
        return;
    m_meaning->setForegroundRole(m_message->stopsHeartbeats ? QPalette::WindowText
                                                            : QPalette::PlaceholderText);
    m_meaning->setText(heldMeaning(*m_message, now));
}

std::optional<QByteArray> HeldEditor::draft() const
{
    return m_message && isEdited() ? std::optional(m_editor->content()) : std::nullopt;
}

bool HeldEditor::isEdited() const
{
    return m_body.canEdit() && m_editor->content() != m_body.text;
}

void HeldEditor::act()
{
    if (m_pages->currentIndex() == 0)
        release();
    else
        m_answer->answer();
}

void HeldEditor::drop()
{
    if (m_message)
        emit decided({.what = HeldVerdict::What::Drop, .body = {}, .answer = {}});
}

void HeldEditor::focusText()
{
    m_editor->setFocus(Qt::OtherFocusReason);
}

void HeldEditor::release()
{
    if (!m_message)
        return;
    if (m_hasProblem) {
        focusText();
        return;
    }
    emit decided({.what = HeldVerdict::What::Release, .body = draft(), .answer = {}});
}

void HeldEditor::writeAnswer()
{
    const Rules::LiveMessage &message = m_message->message;
    const QString subject = heldSubject(message);
    m_pages->setCurrentIndex(1);
    m_problem->say({}); // it is the other text's
    m_answer->begin(message.direction == Capture::Direction::Sent
                        ? tr("to “%1”, in the server's place").arg(subject)
                        : tr("to “%1”, in the app's place").arg(subject));
}

void HeldEditor::undo()
{
    setText(m_body.text);
    focusText();
}

void HeldEditor::setText(const QByteArray &text)
{
    m_isFilling = true;
    m_pages->setCurrentIndex(0);
    m_editor->setReadOnly(false);
    m_editor->setLanguage(m_body.isJson() ? MessageEditor::Language::Json
                                          : MessageEditor::Language::Text);
    m_editor->setContent(text);
    m_editor->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER); // it is another message's
    m_editor->setReadOnly(!m_body.canEdit());
    m_isFilling = false;
    check();
}

void HeldEditor::check()
{
    if (m_isFilling)
        return;
    std::optional<DraftProblem> problem;
    QString remark = m_body.why;
    if (m_message && m_body.canEdit()) {
        const QByteArray text = m_editor->content();
        // What came has passed already, whatever is wrong with it.
        if (text != m_body.text) {
            problem = m_body.problem(*m_message, text);
            remark = m_body.remark(*m_message, text);
        }
    }
    m_hasProblem = problem.has_value();
    m_editor->showProblem(problem);
    m_frame->setWrong(m_hasProblem);
    if (problem)
        m_problem->say(problem->words);
    else
        m_problem->remark(remark);
    showButtons();
}

void HeldEditor::showButtons()
{
    m_release->setEnabled(m_message.has_value());
    m_drop->setEnabled(m_message.has_value());
    m_answerButton->setVisible(m_message && m_message->canAnswer);
    m_undo->setVisible(m_message && isEdited());
}
