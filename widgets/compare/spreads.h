// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/spread.h"

#include <QtGlobal>

/// How two figures lie to each other over the rounds.
enum class Relation : quint8 {
    Unknown, ///< one of them is not there
    Alike, ///< their spreads overlap: no difference was seen
    Less,
    Greater
};

/// \a one compared with \a other.
Relation relationOf(const Compare::Spread &one, const Compare::Spread &other);

/// Both together. The rounds of the two belong to each other but are not known any more, so low and
/// high are as far out as they can be.
Compare::Spread sumOf(const Compare::Spread &one, const Compare::Spread &other);
