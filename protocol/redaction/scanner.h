// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/rules.h"
#include "protocol/redaction/sighting.h"

namespace Redaction {

/// Finds secrets in what crossed, by their names and places, and by the user's rules. What is known
/// from elsewhere it does not find: Redactor does.
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

private:
    void text(QByteArrayView bytes, Place place, Sightings *found) const;
    void msgpack(QByteArrayView bytes, qsizetype from, Sightings *found) const;
    void json(QByteArrayView bytes, int depth, Sightings *found) const;
    void scalar(const JsonWalk::Scalar &scalar, const JsonWalk::Way &way, Place place,
                Spelling spelling, int depth, Sightings *found) const;

    Rules m_rules;
};

} // namespace Redaction
