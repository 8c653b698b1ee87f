// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/jsonwalk.h"
#include "protocol/redaction/secrettable.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QRegularExpression>

#include <optional>

namespace Redaction {

/// Where in JSON a user's secret stands: a JSON Pointer (RFC 6901), in which `*` is any name or
/// number. It counts from the outermost value, or from any element of that: `/text` is the text in
/// any argument of an event, `/1/text` that in the first.
class JsonPath
{
public:
    /// Nothing, and a sentence in \a error, if \a text is none.
    static std::optional<JsonPath> parse(QByteArrayView text, QByteArray *error);

    bool matches(const JsonWalk::Way &way) const;

private:
    bool matchesFrom(const JsonWalk::Way &way, std::size_t first) const;

    QByteArrayList m_names;
};

/// What counts as a secret besides what the protocols say is one.
struct Rules
{
    QList<JsonPath> paths;
    /// Of a match its first group, if there is one, else all of it.
    QList<QRegularExpression> patterns;

    /// False, and a sentence in \a error, if \a text is no path.
    bool addPath(QByteArrayView text, QByteArray *error);
    /// False, and a sentence in \a error, if \a text is no regular expression (Perl's, UTF-8), or
    /// one that matches nothing at all.
    bool addPattern(const QByteArray &text, QByteArray *error);
};

/// What is secret that has this name in a query, JSON, a form or a header: its kind. Letters in
/// either case, `-` and `_` left out.
std::optional<Kind> kindOfName(QByteArrayView name);

} // namespace Redaction
