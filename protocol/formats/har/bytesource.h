// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/export.h"

#include <functional>

namespace Formats {

/// Bytes of any length that are read a part at a time.
struct ByteSource
{
    qint64 size = 0;
    std::function<QByteArray(qint64 offset, qint64 length)> read;

    static ByteSource of(const QByteArray &bytes);

    /// Calls \a visit with the bytes in parts, until it returns false. False then, or if they end
    /// too early.
    bool forEach(const std::function<bool(const QByteArray &part)> &visit) const;
    bool isUtf8() const;
};

/// Writes \a source as a JSON string; what is no UTF-8 in it becomes U+FFFD.
bool writeJsonText(const Sink &sink, const ByteSource &source);
/// Writes \a source in base64, as a JSON string.
bool writeJsonBase64(const Sink &sink, const ByteSource &source);

} // namespace Formats
