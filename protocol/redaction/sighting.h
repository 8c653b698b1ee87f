// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/secrettable.h"
#include "protocol/redaction/spelledtext.h"

#include <vector>

namespace Redaction {

/// A secret where it stands in a text.
struct Sighting
{
    Kind kind = Kind::Token;
    Place place = Place::Payload;
    QByteArray value; ///< as it reads
    qsizetype offset = -1; ///< -1: it stands within something that is written otherwise
    qsizetype length = 0; ///< as it is written
    Spelling spelling = Spelling::Plain;
};
using Sightings = std::vector<Sighting>;

} // namespace Redaction
