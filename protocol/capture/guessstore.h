// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QString>

#include <vector>

namespace Capture {

/// Keeps \a guesses in the capture at \a path, in the place of those that it had: memberships that
/// nobody told of, with numbers below 0. As editCapture().
bool storeGuesses(const QString &path, const std::vector<MembershipRecord> &guesses,
                  QString *error);

} // namespace Capture
