// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/answers/answereditor.h"

#include "protocol/answers/answerfile.h"
#include "widgets/common/errorlabel.h"
#include "widgets/compose/editorframe.h"
#include "widgets/compose/messageeditor.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr int Lines = 14;

} // namespace

AnswerEditor::AnswerEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_editor(new MessageEditor(theme, m_scope))
    , m_frame(new EditorFrame(m_editor, theme))
    , m_fault(new ErrorLabel(theme))
    , m_open(new QPushButton(tr("&Open…")))
    , m_save(new QPushButton(tr("Sa&ve…")))
{
    m_scope.setValues(std::nullopt);
    m_editor->setLanguage(MessageEditor::Language::Json);
    m_editor->setAccessibleName(tr("Answers, as JSON"));
    m_editor->setMinimumHeight(m_editor->heightFor(Lines));
    m_editor->setObjectName(QStringLiteral("answers"));
    m_fault->setObjectName(QStringLiteral("answerFault"));
    for (QPushButton *const button : {m_open, m_save})
        button->setAutoDefault(false);
    m_open->setToolTip(tr("Take the answers of a file"));
    m_save->setToolTip(tr("Write them to a file, which \"sockscope demo --rules\" takes too"));

    auto *const head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_fault, 1);
    head->addStretch();
    head->addWidget(m_open, 0, Qt::AlignTop);
    head->addWidget(m_save, 0, Qt::AlignTop);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_frame, 1);
    layout->addLayout(head);

    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        check();
        emit changed();
    });
    connect(m_open, &QPushButton::clicked, this, &AnswerEditor::openRequested);
    connect(m_save, &QPushButton::clicked, this, &AnswerEditor::saveRequested);
    check();
}

void AnswerEditor::setText(const QByteArray &json)
{
    m_editor->setContent(json);
}

QByteArray AnswerEditor::text() const
{
    return m_editor->content();
}

QString AnswerEditor::fault() const
{
    return m_fault->words();
}

void AnswerEditor::check()
{
    const QByteArray json = text();
    const auto read = Answers::fromFile(json);
    const auto *fault = std::get_if<Answers::Fault>(&read);
    m_frame->setWrong(fault != nullptr);
    if (fault == nullptr) {
        m_editor->showProblem({});
        m_fault->say({});
        return;
    }
    DraftProblem problem;
    problem.offset = std::min(fault->offset, json.size());
    problem.size = std::min<qsizetype>(1, json.size() - problem.offset);
    problem.words = QString::fromUtf8(Answers::sentence(*fault, json));
    m_editor->showProblem(problem);
    m_fault->say(problem.words);
}
