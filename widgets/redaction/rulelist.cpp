// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/rulelist.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int MostHeight = 168; // more lines than fit are scrolled

} // namespace

RuleList::RuleList(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_scroll(new QScrollArea)
    , m_layout(new QVBoxLayout)
{
    auto *const inner = new QWidget;
    inner->setLayout(m_layout);
    m_layout->setContentsMargins({});
    m_layout->setSpacing(8);
    m_layout->setSizeConstraint(QLayout::SetMinAndMaxSize);
    m_scroll->setWidget(inner);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *const path = new QPushButton(tr("Add &path"));
    auto *const pattern = new QPushButton(tr("Add p&attern"));
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *const button : {path, pattern}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_scroll);
    layout->addLayout(buttons);
    connect(path, &QPushButton::clicked, this, [this] { addLine(RuleLine::Path)->setFocus(); });
    connect(pattern, &QPushButton::clicked, this,
            [this] { addLine(RuleLine::Pattern)->setFocus(); });
    addLine(RuleLine::Path);
}

std::optional<Redaction::Rules> RuleList::rules() const
{
    Redaction::Rules rules;
    const bool isGood = std::all_of(m_lines.begin(), m_lines.end(),
                                    [&](const RuleLine *line) { return line->addTo(&rules); });
    return isGood ? std::optional(std::move(rules)) : std::nullopt;
}

QStringList RuleList::said() const
{
    QStringList all;
    for (const RuleLine *const line : m_lines) {
        if (!line->isEmpty())
            all.append(QString::number(line->kind()) + line->text());
    }
    return all;
}

qsizetype RuleList::problems() const
{
    return std::count_if(m_lines.begin(), m_lines.end(),
                         [](const RuleLine *line) { return !line->problem().isEmpty(); });
}

RuleLine *RuleList::addLine(RuleLine::Kind kind)
{
    auto *const line = new RuleLine(kind, m_theme);
    m_lines.append(line);
    m_layout->addWidget(line);
    connect(line, &RuleLine::changed, this, [this] {
        fit();
        emit changed();
    });
    connect(line, &RuleLine::committed, this, &RuleList::committed);
    connect(line, &RuleLine::removeRequested, this, [this, line] { remove(line); });
    fit();
    // Once it has its place.
    QTimer::singleShot(0, line, [this, line] { m_scroll->ensureWidgetVisible(line); });
    return line;
}

void RuleList::remove(RuleLine *line)
{
    const qsizetype place = m_lines.indexOf(line);
    m_lines.removeAt(place);
    line->hide();
    line->deleteLater();
    if (m_lines.isEmpty())
        addLine(line->kind());
    m_lines.at(std::min(place, m_lines.size() - 1))->setFocus();
    fit();
    emit changed();
}

/// As high as its lines are, up to a limit.
void RuleList::fit()
{
    m_layout->activate();
    const int height = m_layout->minimumSize().height();
    m_scroll->setFixedHeight(std::min(height, MostHeight));
}
