// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/addrulemenu.h"

#include "protocol/rules/field.h"
#include "protocol/rules/presets.h"
#include "widgets/rules/rulewords.h"

#include <array>

using namespace Rules;

AddRuleMenu::AddRuleMenu(QWidget *parent)
    : QMenu(parent)
{
    setToolTipsVisible(true);
    const std::array<std::pair<Subject, QString>, 3> subjects {
        {{Subject::Message, tr("For &messages")},
         {Subject::Request, tr("For HTTP &requests")},
         {Subject::Connection, tr("For &connections")}}};
    for (const auto &[subject, title] : subjects) {
        QMenu *const kinds = addMenu(title);
        kinds->setToolTipsVisible(true);
        for (const std::size_t kind : actionsFor(subject))
            addKind(kinds, subject, kind);
    }
    addSeparator();
    for (const Preset &preset : presets()) {
        QAction *const action = addAction(QString::fromUtf8(preset.name));
        action->setToolTip(QString::fromUtf8(preset.about));
        connect(action, &QAction::triggered, this,
                [this, rules = preset.rules] { emit presetChosen(rules); });
    }
}

void AddRuleMenu::addKind(QMenu *menu, Subject subject, std::size_t kind)
{
    QAction *const action = menu->addAction(actionTitles().at(qsizetype(kind)));
    action->setObjectName(QString::fromLatin1(actionNames().at(qsizetype(kind))));
    action->setToolTip(actionHints().at(qsizetype(kind)));
    connect(action, &QAction::triggered, this, [this, subject, kind] {
        Rule rule;
        rule.name = actionNames().at(qsizetype(kind));
        rule.isOn = false;
        rule.subject = subject;
        rule.action = newAction(kind);
        emit actionChosen(rule);
    });
}
