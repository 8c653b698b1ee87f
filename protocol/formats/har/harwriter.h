// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/har/bytesource.h"
#include "protocol/formats/har/harplan.h"

#include <QHash>

namespace Formats {

/// Writes a capture as HAR 1.2: an entry an exchange, with the messages of its WebSocket in
/// `_webSocketMessages`, and what HAR has no place for in members that begin with `_sockscope`, so
/// that importHar() makes the same capture of it. docs/har.md describes them.
///
/// Contents of any length are written a part at a time.
class HarWriter
{
public:
    explicit HarWriter(Export &work);

    bool write();

private:
    enum class List { Packets, WebSocket };

    bool writeRecords();
    bool writeEntry(Capture::Id exchange);
    bool writeMessages(std::span<const Capture::Id> ids, List list);
    bool writeMessage(const Capture::MessageRow &row, List list, bool isFirst);
    bool writeAttachments(const Capture::MessageRow &row, List list);
    bool writeFrames();
    QByteArray closeOf(std::span<const Capture::Id> ids);
    bool put(QByteArrayView text);
    bool flush();
    Sink sink();

    Export &m_work;
    HarPlan m_plan;
    QByteArray m_out;
    QHash<Capture::Id, Capture::ConnectionRecord> m_connections;
    QHash<Capture::Id, int> m_revisions; // of Engine.IO, by session
    qint64 m_written = 0; // messages
};

/// As a format to export to.
bool writeHar(Export &work);

} // namespace Formats
