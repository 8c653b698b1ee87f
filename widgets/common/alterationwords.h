// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QString>

/// The user's words for what a tap did to messages.

/// "dropped by lose acks", "replaced by you, held 2.10 s", "held 300 ms by slow".
QString alterationWords(const Capture::Alteration &alteration);
/// All that was done to a message, a line each; empty if nothing was. Of an exchange that a rule
/// changed: "changed by slow".
QString alterationLines(const Capture::MessageRow &row);
/// It did not go on.
bool isStopped(const Capture::MessageRow &row);
