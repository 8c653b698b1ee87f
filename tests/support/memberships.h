// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/records.h"

namespace Samples {

/// From \a began to \a ended, in milliseconds after at(0); below 0 it has not ended.
inline Capture::MembershipRecord
membership(Capture::Id id, const QByteArray &nsp, const QByteArray &room, const QByteArray &member,
           int began, std::optional<int> ended = {},
           Capture::MembershipRecord::How how = Capture::MembershipRecord::How::Admin)
{
    Capture::MembershipRecord record;
    record.id = id;
    record.source = 1;
    record.how = how;
    record.nsp = nsp;
    record.room = room;
    record.member = member;
    record.began = at(began * 1000LL);
    if (ended && *ended >= 0)
        record.ended = at(*ended * 1000LL);
    return record;
}

} // namespace Samples
