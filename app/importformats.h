// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/import.h"

#include <span>

/// A format of other programs that can be read into a capture. The table of them is what the
/// command and the window know a file by.
struct ImportFormat
{
    const char *name; ///< "HAR"
    const char *suffixes; ///< what names of such files end with, with blanks between: "har"
    /// Whether a file that begins with these bytes (some KiB) is one.
    bool (*recognises)(QByteArrayView start);
    /// False: nothing was read, and work.error says why, or it was stopped, or the store failed.
    bool (*read)(Formats::Import &work);
};

std::span<const ImportFormat> importFormats();

/// The format of the file at \a path, by how it begins. Null, and why in \a error, if it cannot be
/// opened or is of none.
const ImportFormat *importFormatOf(const QString &path, QString *error);
