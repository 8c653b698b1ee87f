// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/adminobserver.h"
#include "protocol/capture/contentbuilder.h"
#include "protocol/capture/sessiontracker.h"

namespace Capture {

/// What follows missing bytes, and nobody can tell what it is the middle of.
struct UndecodedCount
{
    qint64 places = 0;
    qint64 bytes = 0;
};

/// What the decoders of all connections of a capture share.
struct DecoderContext
{
    Collector collector;
    AssemblyBudget budget;
    MembershipBook memberships {collector};
    QHash<quint32, Dialects::Dialect> dialects; ///< by source, where the user said so
    /// By session, what the user has said since it was looked at for the last time; nothing: it is
    /// to be found out.
    QHash<Id, std::optional<Dialects::Dialect>> saidOfSessions;
    UndecodedCount undecoded;
    AdminObserver admins {collector, memberships};
    SessionTracker sessions {collector, admins};
};

} // namespace Capture
