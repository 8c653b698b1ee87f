// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/ruleline.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/icons.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>

RuleLine::RuleLine(Kind kind, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox)
    , m_text(new QLineEdit)
    , m_problem(new ErrorLabel(theme))
{
    m_kind->addItem(tr("JSON path"));
    m_kind->addItem(tr("Pattern"));
    m_kind->setAccessibleName(tr("Path or pattern"));
    m_kind->setCurrentIndex(kind);
    m_text->setClearButtonEnabled(true);
    auto *const remove = new QToolButton;
    remove->setAutoRaise(true);
    remove->setIcon(themedIcon(Icon::Close, theme, Tint::Dim));
    remove->setToolTip(tr("Remove this line"));
    remove->setAccessibleName(remove->toolTip());
    auto *const layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_kind, 0, 0);
    layout->addWidget(m_text, 0, 1);
    layout->addWidget(remove, 0, 2);
    layout->addWidget(m_problem, 1, 1, 1, 2);
    layout->setColumnStretch(1, 1);
    setFocusProxy(m_text);
    refresh();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RuleLine::refresh);
    connect(m_text, &QLineEdit::textChanged, this, &RuleLine::refresh);
    connect(m_text, &QLineEdit::returnPressed, this, &RuleLine::committed);
    connect(remove, &QToolButton::clicked, this, &RuleLine::removeRequested);
}

RuleLine::Kind RuleLine::kind() const
{
    return static_cast<Kind>(m_kind->currentIndex());
}

void RuleLine::setKind(Kind kind)
{
    m_kind->setCurrentIndex(kind);
}

/// Spaces around a path are a slip, those in a pattern may be meant.
QString RuleLine::text() const
{
    return kind() == Path ? m_text->text().trimmed() : m_text->text();
}

void RuleLine::setText(const QString &text)
{
    m_text->setText(text);
}

bool RuleLine::addTo(Redaction::Rules *rules) const
{
    QByteArray error;
    return isEmpty()
        || (kind() == Path ? rules->addPath(text().toUtf8(), &error)
                           : rules->addPattern(text().toUtf8(), &error));
}

QString RuleLine::problem() const
{
    return m_problem->words();
}

void RuleLine::refresh()
{
    const bool isPath = kind() == Path;
    m_text->setPlaceholderText(isPath ? tr("/user/email") : tr("card ([0-9-]+)"));
    m_text->setAccessibleName(isPath ? tr("JSON path") : tr("Pattern"));
    m_text->setToolTip(isPath
                           ? tr("What stands there in JSON and MessagePack is secret too: texts, "
                                "numbers, true and false. * is any name; the path counts from any "
                                "argument of an event.")
                           : tr("What this regular expression matches is secret too: its first "
                                "group, if it has one"));
    Redaction::Rules rules;
    QByteArray error;
    const bool isGood = isEmpty()
        || (isPath ? rules.addPath(text().toUtf8(), &error)
                   : rules.addPattern(text().toUtf8(), &error));
    const QString words = QString::fromUtf8(error);
    m_problem->say(isGood ? QString() : words.left(1).toUpper() + words.mid(1) + QLatin1Char('.'));
    emit changed();
}
