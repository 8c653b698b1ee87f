// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/sessionplaces.h"

namespace Rooms {

using namespace Capture;

void SessionPlaces::set(const std::vector<SessionRecord> &sessions)
{
    for (const SessionRecord &session : sessions) {
        m_sessions.insert(session.id, session);
        for (const NamespaceState &nsp : session.namespaces) {
            if (!nsp.socketId.isEmpty())
                m_members.insert({session.source, nsp.name, nsp.socketId}, session.id);
        }
    }
}

SessionPlaces::Place SessionPlaces::placeOf(Id session, const QByteArray &nsp) const
{
    Place place {.source = 0, .nsp = nsp, .member = '#' + QByteArray::number(session)};
    const auto found = m_sessions.constFind(session);
    if (found == m_sessions.constEnd())
        return place;
    place.source = found->source;
    if (found->type != SessionRecord::Type::SocketIo) {
        place.nsp = found->path;
        return place;
    }
    for (const NamespaceState &state : found->namespaces) {
        if (state.name == nsp && !state.socketId.isEmpty())
            place.member = state.socketId;
    }
    return place;
}

Id SessionPlaces::sessionOf(quint32 source, const QByteArray &nsp, const QByteArray &member) const
{
    return m_members.value({source, nsp, member});
}

std::optional<Time> SessionPlaces::endOf(Id session) const
{
    const auto found = m_sessions.constFind(session);
    return found == m_sessions.constEnd() ? std::nullopt : found->closed;
}

int SessionPlaces::protocolOf(Id session) const
{
    const auto found = m_sessions.constFind(session);
    return found == m_sessions.constEnd() ? 0 : found->socketIo;
}

} // namespace Rooms
