// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace Net {

/// Raises the soft limit of open files (RLIMIT_NOFILE) to the hard one: each tapped connection
/// needs two. Called once at start. Returns the limit that holds now.
quint64 raiseFileLimit();

} // namespace Net
