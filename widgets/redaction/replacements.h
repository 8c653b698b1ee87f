// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/rules.h"
#include "widgets/redaction/ruleline.h"

#include <QSet>

/// What the user says about secrets: which of those that are found stay, and what else is one.
struct Replacements
{
    QSet<QByteArray> kept;
    QList<std::pair<RuleLine::Kind, QString>> lines; ///< as they were written
    Redaction::Rules rules; ///< what these say
};
