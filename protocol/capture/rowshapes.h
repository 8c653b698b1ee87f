// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/rowreader.h"
#include "protocol/capture/storereader.h"

/// How what is counted of a capture's rows stands in its tables.
namespace Capture {

RowShape<MessageTick> tickShape();
/// Names are numbered in the table that \a names points to when a row is read.
RowShape<MessageFacts> messageFactsShape(NameTable *const *names);
RowShape<ExchangeFacts> exchangeFactsShape();

} // namespace Capture
