// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QString>

#include <chrono>

/// Numbers and bytes as words for the user, in the user's locale. UI thread.

/// "54 B", "1.2 KB", "48 KB", "3.4 MB": three digits at most, 1 KB = 1024 B.
QString formatBytes(qint64 bytes);
/// The same for columns: "54", "1.2 K", "48 K", "3.4 M".
QString formatSize(qint64 bytes);
/// Every byte: "49,204 B".
QString formatExactBytes(qint64 bytes);
/// "412", "98 k", "1.2 M".
QString formatCount(qint64 count);
/// "98,210".
QString formatNumber(qint64 number);
/// "0.4 ms", "12.1 ms", "812 ms", "1.25 s", "2 min 5 s", "3 h 4 min". Below 100 us: "42 us".
QString formatDuration(std::chrono::microseconds duration);
/// As formatDuration(), with its sign, and whole milliseconds from ten on: "+0.4 ms", "+34 ms".
QString formatDelta(std::chrono::microseconds delta);
/// The local time of day: "10:02:11.482".
QString formatTime(Capture::Time time);
/// Local date and time to the microsecond with the zone: "2026-11-22 10:02:11.482119 UTC+1".
QString formatFullTime(Capture::Time time);

/// Bytes as one line of text of at most \a maxLength characters, an ellipsis at the end where
/// something was left out: control characters become their pictures (U+2400...), what is not
/// UTF-8 becomes U+FFFD.
QString singleLine(QByteArrayView bytes, qsizetype maxLength);
/// The first bytes in hex: "01 02 ff …".
QString hexLine(QByteArrayView bytes, qsizetype maxBytes);
