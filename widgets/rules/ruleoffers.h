// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"

#include <QScrollArea>

/// What stands in the place of rules while there are none: what they are for, and presets to begin
/// with.
class RuleOffers : public QScrollArea
{
    Q_OBJECT
public:
    explicit RuleOffers(QWidget *parent = nullptr);

signals:
    void chosen(const std::vector<Rules::Rule> &rules);
};
