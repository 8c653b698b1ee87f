// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/export.h"

#include <optional>

class QIODevice;

namespace Formats {

/// Writes a capture in a format. False: it was stopped, or what failed was the sink, the reader, or
/// what work.error says.
using Write = bool (*)(Export &work);

/// Has \a write send \a work, whose sink this sets, to \a device, which is open and called \a name.
/// Returns the bytes that were sent. Nothing if that failed: work.error says why, or is empty
/// because work.progress stopped it.
std::optional<qint64> writeToDevice(QIODevice &device, const QString &name, Export &work,
                                    Write write);

/// The same into the file at \a path. Until all of it is written, and if it never is, that file is
/// as it was before, or is not there. It is not the file of \a capture, which is being read.
std::optional<qint64> writeToFile(const QString &path, const QString &capture, Export &work,
                                  Write write);

/// Why writeToFile() could not, in a sentence; empty if it could.
QString objectionTo(const QString &path, const QString &capture);

} // namespace Formats
