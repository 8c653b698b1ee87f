// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QList>

namespace Redaction {

/// How a body of an exchange is coded.
struct CodedBody
{
    QList<QByteArray> codings; ///< in the order in which they were applied
    qint64 size = 0; ///< as it crossed
    bool isForm = false; ///< application/x-www-form-urlencoded
};

/// Longer coded bodies are not looked into; they are hidden.
inline constexpr qint64 MostCodedBytes = qint64(64) << 20;

CodedBody codedBodyOf(const Capture::ExchangeRecord &exchange, Capture::StoreReader::Body body);

/// The whole body without its codings; nothing if it cannot be decoded to its end.
std::optional<QByteArray> decodedBody(Capture::StoreReader &reader, Capture::Id exchange,
                                      Capture::StoreReader::Body body, const CodedBody &coded);

} // namespace Redaction
