// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "widgets/details/messagedata.h"

#include <QString>

/// What was done to \a row if its contents were replaced, else null.
const Capture::Alteration *replacementOf(const Capture::MessageRow &row);

/// The data of what stands on the other side of the tap, as messageData() has it of what crossed.
MessageData otherData(const Capture::MessageRecord &message, const Capture::Alteration &replaced);

/// How the message changed on its way: \a crossed and the other version in the order in which they
/// were said, JSON in readable lines; see compareLines().
QString comparedVersions(const Capture::MessageRecord &message, const MessageData &crossed,
                         const MessageData &other);
