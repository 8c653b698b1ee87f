// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/draftreader.h"

std::optional<ComposeDraft> draftOfMessage(Capture::StoreReader &reader, Capture::Id message)
{
    const auto row = message != 0 ? reader.message(message) : std::nullopt;
    if (!row)
        return std::nullopt;
    const QByteArray content = reader.messageBytes(message, 0, row->record.content.size);
    QList<QByteArray> attachments;
    const int count = reader.attachmentCount(message);
    for (int i = 0; i < count; ++i)
        attachments.append(
            reader.attachmentBytes(message, i, 0, reader.attachmentSize(message, i)));
    return ComposeDraft::fromMessage(row->record, content, attachments);
}
