// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QByteArray>

/// What `sockscope stats` says of a capture.
namespace Formats {

/// One line of JSON with its line end: the sums under fixed keys.
QByteArray statsJson(const Capture::Totals &totals);

/// The same as a table for people.
QByteArray statsTable(const Capture::Totals &totals);

} // namespace Formats
