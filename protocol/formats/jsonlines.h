// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QByteArray>

#include <functional>

namespace Formats {

/// Writes messages as JSON Lines: one message a line, keys in a fixed order, those that do not
/// apply left out. docs/json-lines.md describes the keys.
///
/// Lines go to the sink as they are made; contents longer than a part are read and encoded piece
/// by piece, so that memory stays bounded by the packet that has attachments.
class JsonLinesWriter
{
public:
    /// Takes the next bytes of the output. False stops the export.
    using Sink = std::function<bool(QByteArrayView bytes)>;

    explicit JsonLinesWriter(Sink sink);

    /// Writes every message of \a reader in order. False if the sink stopped it or the capture
    /// broke (reader.errorText()).
    bool writeAll(Capture::StoreReader &reader);

    /// Writes one message of a capture. \a protocol is the Socket.IO protocol of its session.
    bool write(Capture::StoreReader &reader, const Capture::MessageRow &message, int protocol);

private:
    Sink m_sink;
};

/// The line for a message that is whole in memory (its content and attachments), with its line
/// end. A content that is not whole is given as far as it is there. \a protocol is the Socket.IO
/// protocol of its session (it names packet type 4).
QByteArray jsonLine(const Capture::MessageRecord &message, int protocol);

} // namespace Formats
