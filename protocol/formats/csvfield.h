// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Formats {

/// A field of a line of CSV, in quotes where RFC 4180 wants them.
QByteArray csvField(QByteArrayView text);

/// The text of a cell that no spreadsheet takes for a formula: what begins with = + - @, a tab or a
/// carriage return, perhaps behind apostrophes, gets one more apostrophe in front. Whoever takes
/// one away from such a cell has what was there.
QByteArray harmlessCell(QByteArray text);

} // namespace Formats
