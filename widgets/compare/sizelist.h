// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

#include <optional>

/// "16 B, 256 B, 4 KB, 64 KB, 1 MB".
QString sizeListText(const QList<qint64> &sizes);

/// Reads it back: sizes with commas or spaces between, with or without a unit (B, KB of 1024, MB of
/// 1,000,000, MiB), in any case. Sorted, each once. Nothing if a word in it is no size.
std::optional<QList<qint64>> sizeListFromText(const QString &text);
