// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"

#include <QString>
#include <QStringList>

/// The actions as one chooses them, by Rules::Action::index(): "Delay", "Close the WebSocket".
const QStringList &actionTitles();

/// What each of them does, in a line.
const QStringList &actionHints();

/// The kinds of actions that a rule about \a subject can have, in the order in which they are
/// offered.
std::vector<std::size_t> actionsFor(Rules::Subject subject);

/// An action of that kind as it is offered: one that can be used, where that is possible.
Rules::Action newAction(std::size_t kind);

/// A rule in a line: "drop kind:ack to the app · 30 % · 3 times".
QString summaryOf(const Rules::Rule &rule);
