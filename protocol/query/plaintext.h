// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/textfinder.h"
#include "protocol/query/expression.h"

#include <span>

namespace Query {

/// Looks for what \a term, of Key::Text, looks for.
Capture::TextFinder textFinder(const Term &term);

/// Whether \a expression has words and quoted texts only.
bool isPlainText(const Expression &expression);

/// Whether \a expression, which is plain text, holds for something that has \a texts.
bool holdsIn(const Expression &expression, std::span<const QByteArrayView> texts);

} // namespace Query
