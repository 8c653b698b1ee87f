// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/comparison.h"

#include <QString>

/// What is being done just now: "Round 2 of 3: Socket.IO over polling, echo of 64 KB".
QString progressWords(const Compare::Progress &progress, const Compare::Plan &plan);
