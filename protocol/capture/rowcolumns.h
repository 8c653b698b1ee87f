// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

namespace Capture {

class Statement;

/// Columns to select, in the order in which the functions below read them from the first column
/// on. Values that no writer writes are taken as absent.
extern const char *const SourceColumns;
extern const char *const ConnectionColumns;
extern const char *const SessionColumns;
extern const char *const ExchangeColumns;
extern const char *const FrameColumns;
extern const char *const MessageColumns; ///< of message_row m and, joined, message_label l
extern const char *const ProblemColumns;
extern const char *const AlterationColumns; ///< the number first
extern const char *const GapColumns;
extern const char *const TotalsColumns;
extern const char *const MembershipColumns;
extern const char *const ServerColumns;
extern const char *const SocketColumns;
inline constexpr int MessageColumnCount = 32; ///< what is selected besides stands after them

SourceRecord sourceOf(const Statement &row);
ConnectionRecord connectionOf(const Statement &row);
SessionRecord sessionOf(const Statement &row); ///< without namespaces and transports
ExchangeRecord exchangeOf(const Statement &row); ///< without heads and bodies
FrameRecord frameOf(const Statement &row);
MessageRow messageOf(const Statement &row); ///< without content.bytes and attachments
std::optional<ProblemRecord> problemOf(const Statement &row); ///< nothing for an unknown code
/// With at most \a most bytes of the other contents; nothing for an unknown kind.
std::optional<AlterationRecord> alterationOf(const Statement &row, qint64 most);
GapRecord gapOf(const Statement &row);
Totals totalsOf(const Statement &row);
MembershipRecord membershipOf(const Statement &row);
ServerRecord serverOf(const Statement &row);
SocketRecord socketOf(const Statement &row);

} // namespace Capture
