// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QString>

#include <optional>

/// What "Copy as" puts on the clipboard for a message or an exchange.
namespace CopyAs {

enum class Format {
    Text, ///< as it crossed; bytes that are no UTF-8 as \xNN
    Json, ///< the packet's data, attachments in their places as {"$binary":"…"}
    Hex, ///< digits without spaces, a line for the message and one for each attachment
    Base64, ///< a line for the message and one for each attachment
    Code, ///< JavaScript that says it again: clientCode()
    Curl ///< a command that sends the exchange again: curlCommand()
};

/// Longer ones are not put on a clipboard.
inline constexpr qint64 MaxBytes = qint64(16) << 20;

/// Where the traffic goes: "http://127.0.0.1:3000", and the path of the Socket.IO server.
struct Target
{
    QString url;
    QString path;
};

/// Which formats make sense for the message.
bool canCopy(const Capture::MessageRecord &message, Format format);

/// The message of \a row, its bytes from \a reader. Empty where there is no such form (JSON of
/// what is no JSON) or it is too long.
QString message(Capture::StoreReader &reader, const Capture::MessageRow &row, Format format,
                const Target &target);

/// The exchange. Text, Hex and Base64: both heads and bodies, content coding kept. JSON: the body
/// of the response, or of the request, if it is JSON.
QString exchange(Capture::StoreReader &reader, const Capture::ExchangeRecord &exchange,
                 Format format, const Target &target);

/// A message's bytes: \a content as it crossed, with its data beginning at \a dataOffset.
struct MessageParts
{
    QByteArray content;
    qint64 dataOffset = 0;
    QList<QByteArray> attachments;
    bool isSocketIo = false;
    bool isMsgpack = false;
};

/// All of a message; nothing if that is more than MaxBytes.
std::optional<MessageParts> readParts(Capture::StoreReader &reader,
                                      const Capture::MessageRecord &record);

/// Nothing where the message holds no JSON. Spelling and order of keys as they crossed.
std::optional<QString> json(const MessageParts &message);

QString text(const QByteArray &bytes);
QString hex(const QByteArray &bytes);
QString base64(const QByteArray &bytes);
/// Offset, 16 bytes and their characters a line.
QString hexDump(const QByteArray &bytes);

} // namespace CopyAs
