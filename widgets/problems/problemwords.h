// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"

#include <QString>

/// The words for one problem code; docs/problems.md is the same table for reading.
struct ProblemWords
{
    QString title; ///< what was wrong, a few words: "Reserved opcode"
    QString meaning; ///< what that is and what can be done about it, a sentence or two
};

/// Translated words for \a problem.
ProblemWords problemWords(Problem problem);

/// The untranslated table as Markdown rows in the order of the enumeration, as docs/problems.md has
/// it: "| `ws-rsv2` | Title | Meaning |".
QString problemTableMarkdown();
