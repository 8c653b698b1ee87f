// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/rooms/datavalues.h"
#include "protocol/rooms/roomrule.h"
#include "protocol/rooms/sessionplaces.h"

namespace Rooms {

/// What a rule makes of one message.
struct RuleMatch
{
    enum class State : quint8 {
        Nothing, ///< no room stands where it should, or the answer was another
        Waiting, ///< for its answer
        Told
    };

    State state = State::Nothing;
    Capture::Id message = 0;
    Capture::Time time;
    Capture::Id session = 0; ///< of the message
    SessionPlaces::Place place; ///< of the member
    Capture::Id memberSession = 0; ///< 0 if it is not known
    QByteArrayList rooms; ///< none if all are meant
};

/// One rule over one capture. The rule has no fault; reader and places outlive it.
class RuleMatcher
{
public:
    RuleMatcher(Capture::StoreReader &reader, const SessionPlaces &places, RoomRule rule);
    Q_DISABLE_COPY_MOVE(RuleMatcher)
    ~RuleMatcher() = default;

    const RoomRule &rule() const { return m_rule; }
    /// Hands \a found the messages above \a after up to \a last that its filter wants.
    void find(Capture::Id after, Capture::Id last, const std::atomic_bool &cancelled,
              const std::function<void(std::span<const Capture::Id>)> &found);
    /// Of one of those.
    RuleMatch look(Capture::Id message);

private:
    bool agrees(Capture::Id answer);

    Capture::StoreReader &m_reader;
    const SessionPlaces &m_places;
    RoomRule m_rule;
    QByteArrayList m_room;
    QByteArrayList m_member;
    std::shared_ptr<const Capture::Condition> m_condition;
    DataValues m_values;
};

} // namespace Rooms
