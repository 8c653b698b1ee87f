// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>

namespace Capture {

/// The number of a row in one table of the capture. Numbers count from 1; 0 means none.
using Id = qint64;

/// A moment in UTC, to the microsecond.
using Time = std::chrono::sys_time<std::chrono::microseconds>;

/// Seen from the app: a client sends, a server's bytes are received.
enum class Direction : quint8 { Sent, Received };

constexpr Direction opposite(Direction direction)
{
    return direction == Direction::Sent ? Direction::Received : Direction::Sent;
}

} // namespace Capture
