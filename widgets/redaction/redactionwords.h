// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/secrettable.h"

#include <QString>

/// Words for what was found to be secret.
namespace RedactionWords {

/// "Session id", "Cookie", …
QString kind(Redaction::Kind kind);
/// "heads, addresses": where it was found.
QString places(const Redaction::Secret &secret);
/// Its first characters, enough to know it again and no more, and its length.
QString hint(const Redaction::Secret &secret);

} // namespace RedactionWords
