// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "widgets/timeline/timelinehits.h"

#include <QString>

/// What a timeline says about what is under the mouse, in lines.
namespace TimelineWords {

/// Read from \a reader.
QString of(const TimelineHit &hit, Capture::StoreReader &reader);

} // namespace TimelineWords
