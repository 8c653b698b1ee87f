// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/argumentrow.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/icons.h"
#include "widgets/compose/editorframe.h"
#include "widgets/compose/filefield.h"
#include "widgets/compose/messageeditor.h"
#include "widgets/compose/variablescope.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace {

using Kind = ComposeArgument::Kind;

constexpr int MaxLines = 12; // more of them scroll
constexpr int NumberWidth = 16;
constexpr int FramePadding = 12;
constexpr int RowHeight = 28;

} // namespace

ArgumentRow::ArgumentRow(const Theme &theme, const VariableScope &scope,
                         const ComposeQuestions &questions, QWidget *parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_number(new QLabel)
    , m_kind(new QComboBox)
    , m_values(new QStackedWidget)
    , m_editor(new MessageEditor(theme, scope))
    , m_frame(new EditorFrame(m_editor, theme))
    , m_file(new FileField(questions))
    , m_problem(new ErrorLabel(theme))
{
    m_number->setForegroundRole(QPalette::PlaceholderText);
    m_number->setFixedWidth(NumberWidth);
    m_number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_number->setFixedHeight(RowHeight);
    m_kind->addItems({tr("JSON"), tr("Text"), tr("File")});
    m_kind->setToolTip(tr("What the argument is: a JSON value, a string, or binary from a file"));
    m_values->addWidget(m_frame);
    m_values->addWidget(m_file);
    // As high as there is room, and no higher: what is wrong stands below it.
    m_values->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    setFocusProxy(m_editor);

    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    m_up = addButton(buttons, themedIcon(Icon::ArrowUp, theme, Tint::Dim), tr("Move up"));
    m_down = addButton(buttons, themedIcon(Icon::ArrowDown, theme, Tint::Dim), tr("Move down"));
    m_remove = addButton(buttons, themedIcon(Icon::Close, theme, Tint::Dim), tr("Remove"));

    auto *const layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_number, 0, 0, Qt::AlignTop);
    layout->addWidget(m_kind, 0, 1, Qt::AlignTop);
    layout->addWidget(m_values, 0, 2);
    layout->addLayout(buttons, 0, 3, Qt::AlignTop);
    layout->addWidget(m_problem, 1, 2, 1, 2);
    layout->setColumnStretch(2, 1);

    connect(m_kind, &QComboBox::activated, this, &ArgumentRow::onKindChosen);
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        check();
        fitHeight();
        emit changed();
    });
    connect(m_file, &FileField::changed, this, [this] {
        check();
        emit changed();
    });
    connect(&scope, &VariableScope::changed, this, &ArgumentRow::check);
    connect(m_up, &QToolButton::clicked, this, [this] { emit moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { emit moveRequested(1); });
    connect(m_remove, &QToolButton::clicked, this, &ArgumentRow::removeRequested);
    setArgument({});
}

void ArgumentRow::setArgument(const ComposeArgument &argument)
{
    m_kind->setCurrentIndex(static_cast<int>(argument.kind));
    m_file->setFile(argument.fileName, argument.bytes);
    m_editor->setContent(argument.text);
    onKindChosen(m_kind->currentIndex());
}

ComposeArgument ArgumentRow::argument() const
{
    ComposeArgument argument;
    argument.kind = static_cast<Kind>(m_kind->currentIndex());
    if (argument.kind == Kind::File) {
        argument.fileName = m_file->fileName();
        argument.bytes = m_file->bytes();
    } else {
        argument.text = m_editor->content();
    }
    return argument;
}

void ArgumentRow::setPlace(int number, int count)
{
    m_isAlone = count == 1;
    fitHeight();
    m_number->setText(QString::number(number));
    m_up->setVisible(count > 1);
    m_down->setVisible(count > 1);
    m_up->setEnabled(number > 0);
    m_down->setEnabled(number + 1 < count);
    const QString name = tr("Argument %1").arg(number);
    setAccessibleName(name);
    m_editor->setAccessibleName(name);
    m_kind->setAccessibleName(tr("Kind of argument %1").arg(number));
    m_up->setAccessibleName(tr("Move argument %1 up").arg(number));
    m_down->setAccessibleName(tr("Move argument %1 down").arg(number));
    m_remove->setAccessibleName(tr("Remove argument %1").arg(number));
}

void ArgumentRow::showProblem(const DraftProblem &problem)
{
    display(problem);
}

QString ArgumentRow::problemText() const
{
    return m_problem->words();
}

bool ArgumentRow::chooseFile()
{
    return m_file->choose();
}

void ArgumentRow::onKindChosen(int index)
{
    const auto kind = static_cast<Kind>(index);
    m_values->setCurrentIndex(kind == Kind::File ? 1 : 0);
    m_editor->setLanguage(kind == Kind::Json ? MessageEditor::Language::Json
                                             : MessageEditor::Language::Text);
    setFocusProxy(kind == Kind::File ? static_cast<QWidget *>(m_file) : m_editor);
    fitHeight();
    check();
    emit changed();
}

void ArgumentRow::check()
{
    const ComposeArgument now = argument();
    std::optional<DraftProblem> problem;
    if (now.kind == Kind::Json && !now.text.trimmed().isEmpty())
        problem = checkJson(now.text, m_scope.values());
    else if (now.kind == Kind::Text)
        problem = checkVariables(now.text, m_scope.values());
    display(problem);
}

void ArgumentRow::display(const std::optional<DraftProblem> &problem)
{
    m_editor->showProblem(problem);
    m_frame->setWrong(problem.has_value());
    m_problem->say(problem ? problem->words : QString());
}

void ArgumentRow::fitHeight()
{
    if (m_kind->currentIndex() == static_cast<int>(Kind::File)) {
        m_values->setFixedHeight(RowHeight);
        return;
    }
    int lines = 0; // as they are wrapped, as far as they count
    for (int line = 0; line < m_editor->lines() && lines < MaxLines; ++line)
        lines += static_cast<int>(m_editor->SendScintilla(QsciScintilla::SCI_WRAPCOUNT,
                                                          static_cast<unsigned long>(line)));
    lines = std::clamp(lines, 1, MaxLines);
    const int height = std::max(RowHeight, m_editor->heightFor(lines) + FramePadding);
    m_values->setMinimumHeight(height);
    m_values->setMaximumHeight(m_isAlone ? QWIDGETSIZE_MAX : height);
}

QToolButton *ArgumentRow::addButton(QHBoxLayout *layout, const QIcon &icon, const QString &name)
{
    auto *const button = new QToolButton;
    button->setIcon(icon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(name);
    button->setAccessibleName(name);
    layout->addWidget(button);
    return button;
}
