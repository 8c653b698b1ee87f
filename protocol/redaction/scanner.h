// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/rules.h"
#include "protocol/redaction/sighting.h"

namespace Redaction {

/// Finds secrets in what crossed, by their names and places, and by the user's rules. What is known
/// from elsewhere it does not find: Redactor does. Used by one thread.
class Scanner
{
public:
    explicit Scanner(Rules rules)
        : m_rules(std::move(rules))
    {
    }

    /// A head of HTTP as it crossed.
    Sightings head(QByteArrayView bytes) const;
    /// A target, a URL, a namespace.
    Sightings address(QByteArrayView bytes) const;
    /// A message (also of MessagePack), a body without content coding, or any other text.
    Sightings content(QByteArrayView bytes) const;
    Sightings form(QByteArrayView bytes) const;
    /// JSON in a string of JSON.
    Sightings nested(QByteArrayView bytes) const;

private:
    void text(QByteArrayView bytes, Place place, Sightings *found) const;
    void msgpack(QByteArrayView bytes, qsizetype from, Sightings *found) const;
    void other(QByteArrayView token, qsizetype offset, const JsonWalk::Way &way, Place place,
               Sightings *found) const;
    bool isAtPath(const JsonWalk::Way &way) const;
    void json(QByteArrayView bytes, int depth, Sightings *found) const;
    void scalar(const JsonWalk::Scalar &scalar, const JsonWalk::Way &way, Place place,
                Spelling spelling, int depth, Sightings *found) const;

    std::optional<Kind> kindOf(QByteArrayView name) const;
    std::optional<Kind> kindOf(const JsonWalk::Way &way) const;
    std::optional<Kind> kindOfConnect(const JsonWalk::Way &way, bool isString) const;

    Rules m_rules;
    mutable QHash<QByteArray, std::optional<Kind>> m_kinds; // of names, as far as they were asked
};

} // namespace Redaction
