// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QString>

namespace Capture {

/// Keeps \a remark in the capture at \a path, which nobody records into; readers may have it
/// open. A file of an older format becomes one of this version's: whoever has it open then opens
/// it anew. On failure the file is as it was, and \a error is a sentence for the user.
bool storeAnnotation(const QString &path, const Remark &remark, QString *error);

} // namespace Capture
