// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/admin/jsonmembers.h"
#include "protocol/answers/answerfile.h"

namespace Answers {

/// What is wrong with one answer. \a where is a part of its JSON.
struct Complaint
{
    QByteArrayView where;
    QByteArray text;
};

/// Makes an answer of an object in valid JSON.
std::variant<Answer, Complaint> readAnswer(QByteArrayView object);

} // namespace Answers
