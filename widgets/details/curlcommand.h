// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

/// A command for a POSIX shell that sends a request again, the same bytes as far as curl can:
/// \a head as it crossed, \a body without chunk framing and with its content coding. \a origin is
/// where it goes: "https://example.org".
///
/// Fields that belong to one connection, or that curl counts itself, are left out; what curl would
/// add by itself is switched off. Nothing where \a head has no request line.
std::optional<QString> curlCommand(const QByteArray &origin, const QByteArray &head,
                                   const QByteArray &body);

/// \a text as one word of a POSIX shell.
QByteArray shellQuoted(const QByteArray &text);
