// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/sighting.h"

/// What is secret in heads of HTTP and in addresses, by its place and name. Offsets are in the text
/// that is given.
namespace Redaction {

/// Cookies, credentials, tokens in heads and in the request line. Heads of other protocols that are
/// written the same way (STOMP) too.
void scanHead(QByteArrayView head, Sightings *found);

/// User, password and query of a URL or a request target, and what looks like a key in its path.
void scanAddress(QByteArrayView address, Sightings *found);

/// `name=value&name=value`
void scanForm(QByteArrayView form, Sightings *found);

/// `name=value; name=value`
void scanCookies(QByteArrayView field, Sightings *found);

/// A value of Authorization: `Bearer …`, `Basic …`.
void scanCredentials(QByteArrayView field, Kind kind, Sightings *found);

/// True if it looks like a key, and not like a name.
bool looksRandom(QByteArrayView text);

} // namespace Redaction
