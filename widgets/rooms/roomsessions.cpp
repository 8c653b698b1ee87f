// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomsessions.h"

#include "widgets/common/format.h"
#include "widgets/common/words.h"

using namespace Capture;

namespace {

constexpr qsizetype LongestTitle = 80;

} // namespace

void RoomSessions::update()
{
    m_sessions.clear();
    m_namespaces.clear();
    for (const SessionRecord &session : m_feed.sessions()) {
        for (const NamespaceState &nsp : session.namespaces) {
            m_namespaces.insert(nsp.name);
            if (!nsp.socketId.isEmpty())
                m_sessions.insert({nsp.name, nsp.socketId}, session.id);
        }
    }
}

Id RoomSessions::sessionOf(const Rooms::MembershipLog::Member &member, const QByteArray &nsp) const
{
    return member.session != 0 ? member.session : m_sessions.value({nsp, member.name});
}

QString RoomSessions::title(const Rooms::MembershipLog::Member &member, const QByteArray &nsp) const
{
    const QString name = singleLine(member.name, LongestTitle);
    const SessionRecord *const session = m_feed.session(sessionOf(member, nsp));
    if (session == nullptr)
        return name;
    if (!session->sid.isEmpty() && member.name.endsWith(session->sid))
        return sessionTitle(*session);
    return QStringLiteral("%1  %2").arg(sessionTitle(*session), name);
}
