// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>

struct sqlite3;

namespace Capture {

/// Changes the capture at \a path, which nobody records into; readers may have it open. A file of
/// an older format becomes one of this version's: whoever has it open then opens it anew. \a change
/// is one transaction, and false if it failed; the database has the words. On failure the file is
/// as it was, and \a error is a sentence for the user.
bool editCapture(const QString &path, const std::function<bool(sqlite3 *)> &change, QString *error);

} // namespace Capture
