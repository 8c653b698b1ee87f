// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Formats {

/// A field of a line of CSV, in quotes where RFC 4180 wants them.
QByteArray csvField(QByteArrayView text);

} // namespace Formats
