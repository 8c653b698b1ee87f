// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/exportfile.h"

#include <QStringView>

#include <span>

/// A format that a capture can be written in. The table of them is what the command and the window
/// offer.
struct ExportFormat
{
    const char *name; ///< for --format, and what a file's name ends with
    const char *help; ///< in one line
    Formats::Write write;
};

std::span<const ExportFormat> exportFormats();
/// The one of that name, or null.
const ExportFormat *exportFormat(QStringView name);
