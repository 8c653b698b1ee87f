// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

/// What "Copy as" puts on the clipboard. Pure functions from bytes, and two that fetch the bytes
/// of one thing from a capture first.
namespace CopyAs {

enum class Form {
    Text, ///< as it crossed; bytes that are no UTF-8 as \xNN
    Json, ///< the packet's data, attachments in their places as {"$binary":"…"}
    Hex, ///< digits without spaces, a line for the message and one for each attachment
    HexDump, ///< offset, 16 bytes and their ASCII a line
    Base64, ///< a line for the message and one for each attachment
    Curl ///< a command that sends the exchange again; for sh, bash, zsh and the like
};

/// A message's bytes: \a content as it crossed, with its data beginning at \a dataOffset.
struct MessageParts
{
    QByteArray content;
    qint64 dataOffset = 0;
    QList<QByteArray> attachments;
    bool isSocketIo = false;
    bool isMsgpack = false;
};

/// An exchange's request. \a origin is where it goes: "https://example.org".
struct RequestParts
{
    QByteArray origin;
    QByteArray head; ///< as it crossed
    QByteArray body; ///< without chunk framing, content coding kept
};

QString text(const QByteArray &bytes);
QString hex(const QByteArray &bytes);
QString hexDump(const QByteArray &bytes);
QString base64(const QByteArray &bytes);

/// Nothing where the message holds no JSON. Spelling and order of keys as they crossed.
std::optional<QString> json(const MessageParts &message);

/// Nothing where \a request has no request line. Fields that belong to one hop or that curl counts
/// itself are left out; what curl would add by itself is switched off.
std::optional<QString> curl(const RequestParts &request);

/// Larger messages are not put on a clipboard.
inline constexpr qint64 MaxBytes = qint64(64) << 20;

/// The message or exchange with that number in \a form. Nothing if it is not there, is larger than
/// MaxBytes, or has no such form (Json of what is no JSON; Curl of what did not travel by HTTP).
std::optional<QString> message(Capture::StoreReader &reader, Capture::Id id, Form form);
std::optional<QString> exchange(Capture::StoreReader &reader, Capture::Id id, Form form);

} // namespace CopyAs
