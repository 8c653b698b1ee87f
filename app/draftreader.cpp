// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/draftreader.h"

#include "widgets/details/copyas.h"

std::optional<ComposeDraft> draftOfMessage(Capture::StoreReader &reader, Capture::Id message)
{
    const auto row = message != 0 ? reader.message(message) : std::nullopt;
    const auto parts = row ? CopyAs::readParts(reader, row->record) : std::nullopt;
    if (!parts)
        return std::nullopt;
    return ComposeDraft::fromMessage(row->record, parts->content, parts->attachments);
}
