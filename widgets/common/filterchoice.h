// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/query/expression.h"
#include "widgets/common/messagefilter.h"

/// \a terms for a reader, without their text: that has to be compiled for it.
Capture::StoreReader::Choice choiceOf(const MessageFilter::Terms &terms);
/// Their text; what cannot be read filters nothing.
Query::Expression expressionOf(const MessageFilter::Terms &terms);
