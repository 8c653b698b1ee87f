// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/argumentlist.h"

#include "widgets/compose/argumentrow.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace {

using Kind = ComposeArgument::Kind;

} // namespace

ArgumentList::ArgumentList(const Theme &theme, const VariableScope &scope,
                           const ComposeQuestions &questions, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_scope(scope)
    , m_questions(questions)
{
    auto *const content = new QWidget;
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins({});
    m_layout->setSpacing(4);
    m_layout->addStretch();
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    content->setBackgroundRole(QPalette::Base);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Arguments"));
    setArguments({});
}

void ArgumentList::setArguments(const QList<ComposeArgument> &arguments)
{
    const bool wasFocused = isAncestorOf(focusWidget());
    for (ArgumentRow *const row : std::as_const(m_rows))
        discard(row);
    m_rows.clear();
    for (const ComposeArgument &argument : arguments)
        insert(argument);
    if (m_rows.isEmpty())
        insert({});
    number();
    if (wasFocused)
        m_rows.front()->setFocus();
    emit changed();
}

QList<ComposeArgument> ArgumentList::arguments() const
{
    QList<ComposeArgument> list;
    for (const ArgumentRow *row : m_rows)
        list.append(row->argument());
    return list;
}

void ArgumentList::add(Kind kind)
{
    ComposeArgument argument;
    argument.kind = kind;
    // The empty one that a new message begins with makes room.
    const bool isFresh = m_rows.size() == 1 && m_rows.front()->argument() == ComposeArgument();
    ArgumentRow *row = isFresh && kind != Kind::Json ? m_rows.front() : nullptr;
    if (row)
        row->setArgument(argument);
    else
        row = insert(argument);
    number();
    if (kind == Kind::File)
        row->chooseFile();
    row->setFocus(Qt::OtherFocusReason);
    emit changed();
}

void ArgumentList::showProblem(const DraftProblem &problem)
{
    if (ArgumentRow *const wrong = row(problem.argument)) {
        wrong->showProblem(problem);
        ensureWidgetVisible(wrong, 0, 0);
        wrong->setFocus(Qt::OtherFocusReason);
    }
}

QWidget *ArgumentList::makeAddButtons()
{
    auto *const buttons = new QWidget;
    auto *const layout = new QHBoxLayout(buttons);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    const auto addButton = [this, layout](const QString &text, const QString &tip, Kind kind) {
        auto *const button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, kind] { add(kind); });
    };
    addButton(tr("+ JSON"), tr("Add a JSON argument"), Kind::Json);
    addButton(tr("+ Text"), tr("Add a string as argument"), Kind::Text);
    addButton(tr("+ File"), tr("Add a file as binary argument"), Kind::File);
    return buttons;
}

ArgumentRow *ArgumentList::insert(const ComposeArgument &argument)
{
    auto *const row = new ArgumentRow(m_theme, m_scope, m_questions);
    row->setArgument(argument);
    m_layout->insertWidget(static_cast<int>(m_rows.size()), row);
    m_rows.append(row);
    if (isVisible())
        row->show(); // at once: it may be given the focus
    connect(row, &ArgumentRow::changed, this, &ArgumentList::changed);
    connect(row, &ArgumentRow::moveRequested, this, [this, row](int steps) { move(row, steps); });
    connect(row, &ArgumentRow::removeRequested, this, [this, row] { remove(row); });
    return row;
}

void ArgumentList::move(ArgumentRow *row, int steps)
{
    const qsizetype from = m_rows.indexOf(row);
    const qsizetype to = std::clamp<qsizetype>(from + steps, 0, m_rows.size() - 1);
    m_rows.move(from, to);
    m_layout->insertWidget(static_cast<int>(to), row);
    number();
    emit changed();
}

void ArgumentList::remove(ArgumentRow *row)
{
    const qsizetype at = m_rows.indexOf(row);
    m_rows.removeAt(at);
    discard(row);
    if (m_rows.isEmpty())
        insert({});
    number();
    m_rows.at(std::min(at, m_rows.size() - 1))->setFocus(Qt::OtherFocusReason);
    emit changed();
}

/// It may be what the user is just writing in.
void ArgumentList::discard(ArgumentRow *row)
{
    m_layout->removeWidget(row);
    disconnect(row, nullptr, this, nullptr);
    row->hide();
    row->setParent(nullptr);
    row->deleteLater();
}

void ArgumentList::number()
{
    QWidget *previous = nullptr;
    for (int i = 0; i < count(); ++i) {
        m_rows.at(i)->setPlace(i, count());
        // Tab goes down the list however it was reordered.
        if (previous)
            setTabOrder(previous, m_rows.at(i));
        previous = m_rows.at(i);
    }
    // One alone takes the room that there is.
    m_layout->setStretch(0, count() == 1 ? 1 : 0);
    m_layout->setStretch(count(), count() == 1 ? 0 : 1);
}
