// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/membershiplog.h"

#include <QVariant>

struct Colors;

/// How and since when somebody is in, in the columns of RoomsModel that say so; of nobody nothing.
QVariant presenceCell(const Rooms::MembershipLog::Presence &presence, int column, int role);

/// What a marked member did with the selected message; stands in the place of a count.
QVariant markCell(bool isSender, int role, const Colors &colors);
