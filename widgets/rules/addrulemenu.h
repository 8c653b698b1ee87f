// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"

#include <QMenu>

/// The rules that can be added: one of each action, off until it was written, and presets.
class AddRuleMenu : public QMenu
{
    Q_OBJECT
public:
    explicit AddRuleMenu(QWidget *parent = nullptr);

signals:
    void actionChosen(const Rules::Rule &rule);
    void presetChosen(const std::vector<Rules::Rule> &rules);

private:
    void addKind(QMenu *menu, Rules::Subject subject, std::size_t kind);
};
