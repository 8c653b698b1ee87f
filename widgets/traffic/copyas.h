// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QString>

/// What a message or an exchange looks like on the clipboard.
namespace CopyAs {

enum class Format { Text, Json, Hex, Base64, Code, Curl };

/// Longer contents are not copied.
inline constexpr qint64 MaxBytes = 16 * 1024 * 1024;

/// Where the traffic goes: "http://127.0.0.1:3000", and the path of the Socket.IO server.
struct Target
{
    QString url;
    QString path;
};

/// Which formats make sense for the message. Code: it can be said again by a script.
bool canCopy(const Capture::MessageRecord &message, Format format);

/// The message whole, from \a reader; "" if it cannot be read. Text and JSON: what the app meant,
/// attachments as {"$binary":"<base64>"}; Hex and Base64: the content as it crossed; Code: a
/// script for socket.io-client, or a browser's WebSocket.
QString message(Capture::StoreReader &reader, const Capture::MessageRow &row, Format format,
                const Target &target);

/// Curl: the request as a command for a POSIX shell; Text: both heads and the bodies; others: the
/// response's body.
QString exchange(Capture::StoreReader &reader, const Capture::ExchangeRecord &exchange,
                 Format format, const Target &target);

/// \a bytes as a dump: offset, 16 bytes, their characters.
QString hexDump(const QByteArray &bytes);

/// \a text as one word of a POSIX shell.
QByteArray shellQuoted(const QByteArray &text);

} // namespace CopyAs
