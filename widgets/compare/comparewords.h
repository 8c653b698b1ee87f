// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QString>
#include <QStringList>

#include <functional>

/// The words and numbers of a comparison.

/// "Plain WebSocket", "Socket.IO over WebSocket, compressed", …
QString wayTitle(const Compare::Way &way);
/// The same within a sentence: "plain WebSocket".
QString wayWords(const Compare::Way &way);
/// "One way", "Echo", "Echo of bytes", "Broadcast".
QString workTitle(Compare::Work work);
/// The length of a payload: "16 B", "4 KB" (of 1024), "1 MB" (of 1,000,000), "1 MiB"; other
/// lengths byte by byte.
QString sizeText(qint64 size);
/// "the embedded server", or its address.
QString serverWords(const Compare::Target &target);

/// Three digits that say something, and all of those before the point: "12,400", "85", "3.21".
QString numberText(double value);
/// Of microseconds: "14 µs", "0.31 ms", "12.4 ms", "1.25 s".
QString timeText(double microseconds);
QString millisecondsText(double milliseconds);
/// "2.7", "42".
QString ratioText(double ratio);
/// "1 byte", "85 bytes", "1,000,014 bytes".
QString bytesText(double bytes);
/// "41 %".
QString percentText(double part, double whole);

/// The median and, if the rounds differ, "(low–high)" behind it; "–" for none.
QString spreadText(const Compare::Spread &spread, const std::function<QString(double)> &text);
QString millisecondsText(const Compare::Spread &spread);
QString bytesText(const Compare::Spread &spread);
QString numberText(const Compare::Spread &spread);

/// "1 round", "3 rounds".
QString roundsText(int rounds);
/// "a", "a and b", "a, b and c".
QString listText(const QStringList &words);
/// Begins as a sentence does.
QString capital(QString text);
/// What stands in \a text with a full stop, whatever it ended with.
QString sentence(const QString &text);
QString sentence(const QByteArray &text);
