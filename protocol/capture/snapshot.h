// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

namespace Capture {

/// Opens the capture at \a path as it is now, whatever is recorded into it meanwhile: what is
/// counted, looked for and written through it is the same from the first row to the last.
///
/// The log of a recording cannot begin anew while such a reader is open, so it is for one pass over
/// a capture and not for a view. Once \a cancelled is true, what is read breaks off with an
/// errorText(); it lives as long as the reader, or is null. Otherwise as StoreReader::open().
std::unique_ptr<StoreReader> openSnapshot(const QString &path, QString *error,
                                          const std::atomic_bool *cancelled = nullptr);

} // namespace Capture
