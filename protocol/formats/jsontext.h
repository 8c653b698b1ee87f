// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>

/// Pieces of JSON text.
namespace Formats {

/// Appends \a text as a JSON string. Bytes that are not UTF-8 become U+FFFD.
void appendJsonString(QByteArray &json, QByteArrayView text);

/// "2026-03-01T12:00:00.000000Z"
QByteArray isoTime(Capture::Time time);

} // namespace Formats
