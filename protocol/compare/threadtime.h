// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Compare {

/// How long the calling thread has worked so far (CLOCK_THREAD_CPUTIME_ID): what it waited doesn't
/// count.
std::chrono::nanoseconds threadTime();

} // namespace Compare
