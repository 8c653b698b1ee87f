// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/capture/textfinder.h"

/// Wants the messages whose content, event or namespace contains \a text.
inline Capture::StoreReader::Choice containing(const QByteArray &text)
{
    auto condition = std::make_shared<Capture::Condition>();
    condition->matches = [finder = Capture::TextFinder(text)](Capture::Candidate &candidate) {
        return candidate.contains(finder);
    };
    Capture::StoreReader::Choice choice;
    choice.condition = condition;
    return choice;
}
