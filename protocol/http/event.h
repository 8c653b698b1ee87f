// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/head.h"

#include <variant>

namespace Http {

/// Some more of a message's body: without chunk framing, still content-coded. Never empty.
struct BodyPart
{
    QByteArray bytes;
};

/// The end of a message. Every Head is followed by one.
struct End
{
    QList<Field> trailers;
    qint64 bodyBytes = 0; ///< the sum of the BodyParts
    qint64 wireBytes = 0; ///< the body as it crossed, with chunk framing and trailers
    bool complete = true; ///< false: cut off, or the framing broke
    Problems problems;
};

/// Bytes that are no HTTP. All that follow in this direction are foreign too.
struct Foreign
{
    QByteArray bytes;
    Problems problems = Problem::NotHttp;
};

using Event = std::variant<Head, BodyPart, End, Foreign>;

} // namespace Http
