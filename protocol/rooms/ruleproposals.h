// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/datavalues.h"
#include "protocol/rooms/roomrule.h"

#include <QHash>

namespace Rooms {

/// A rule that suits messages of a capture.
struct RuleProposal
{
    RoomRule rule;
    qint64 messages = 0; ///< it is about so many of those that were seen
    Capture::Id example = 0; ///< the first of them
    QByteArray exampleRoom; ///< what that says
};

/// Finds events that apps send and that are called like coming or going, "join", "room:leave",
/// "unsubscribe", with a room's name in a likely place; of plain JSON messages those whose type,
/// action, event, op, cmd or method is. What a dialect says has its own reading, and none is
/// proposed for it.
class RuleProposals
{
public:
    /// Kinds of messages; what more there is of them is passed over.
    static constexpr qsizetype MostProposals = 200;

    void take(const Capture::MessageRecord &message, int protocol);
    /// Those with most messages first.
    std::vector<RuleProposal> all() const;

private:
    void takeEvent(const Capture::MessageRecord &message, int protocol);
    void takeText(const Capture::MessageRecord &message);
    void count(const RoomRule &rule, Capture::Id message, const QByteArray &room);

    DataValues m_values;
    QHash<QByteArray, RuleProposal> m_proposals; // by filter and pointer
};

} // namespace Rooms
