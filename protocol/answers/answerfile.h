// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/answer.h"

namespace Answers {

/// Longer texts are no files of answers.
constexpr qsizetype MostFileBytes = qsizetype(4) << 20;
constexpr std::size_t MostAnswers = 1'000;

/// What keeps a file from being used.
struct Fault
{
    qsizetype offset = 0; ///< in the file
    QByteArray text; ///< a sentence, in English
};

/// "Line 12: …"
QByteArray sentence(const Fault &fault, const QByteArray &file);

/// Reads a file of answers, which docs/answers.md describes.
std::variant<AnswerList, Fault> fromFile(const QByteArray &json);

} // namespace Answers
