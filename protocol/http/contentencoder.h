// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace Http {

/// \a body with content codings put on (RFC 9110 8.4): gzip, deflate (zlib), br, zstd. \a codings
/// in the order in which they are applied. Nothing if one of them is not known.
std::optional<QByteArray> encodeContent(const QList<QByteArray> &codings, const QByteArray &body);

} // namespace Http
