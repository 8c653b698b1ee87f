// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/compose.h"

namespace SocketIo {

/// Data as it is exported, taken apart again.
struct ExportedData
{
    enum class Error : quint8 {
        None,
        BadJson,
        BadBase64, ///< of a `$binary`, which is at offset
        ExtensionType, ///< a `$binary` with a `$type`: only MessagePack has those
    };

    Arguments arguments; ///< its JSON is the whole text
    Error error = Error::None;
    qsizetype offset = -1;
};

/// The reverse of dataWithAttachments(): each `{"$binary":"<base64>"}` in \a json becomes a
/// placeholder, numbered from \a firstAttachment on, and an attachment; keys that begin with `$$`
/// lose one of them. What only MessagePack can say becomes what JSON.stringify() makes of it:
/// `{"$date":…}` its string, `{"$number":…}` and `{"$undefined":true}` null. All other bytes stay
/// as they are.
ExportedData parseExported(QByteArrayView json, int firstAttachment = 0);

/// The elements of a valid JSON array as they are spelled, without the white space around them.
/// Valid as long as \a array.
QList<QByteArrayView> arrayElements(QByteArrayView array);

} // namespace SocketIo
