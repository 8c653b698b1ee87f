// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/export.h"

#include <QByteArray>

namespace Formats {

/// The first line: the names of the columns, which are the keys of JSON Lines.
QByteArray csvHead();

/// The message of one JSON Line as a line of CSV. A string is its text, anything else its JSON.
/// docs/csv.md says how what a spreadsheet would take for a formula is made harmless.
QByteArray csvLine(QByteArrayView jsonLine);

/// As a format to export to: messages, without memberships.
bool writeCsv(Export &work);

} // namespace Formats
