// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/tappedsessions.h"

#include "widgets/common/words.h"

#include <QCoreApplication>

#include <algorithm>

using Capture::Direction;
using Capture::SessionRecord;

namespace {

/// Numbers of targets of clients, which are sources of the capture, are below.
constexpr quint32 FirstNumber = quint32(1) << 31U;

quint32 numberOf(Capture::Id session, Direction direction)
{
    return FirstNumber
        + static_cast<quint32>(session * 2 + (direction == Direction::Received ? 1 : 0));
}

bool canBeSentInto(const SessionRecord &session)
{
    return session.state == SessionRecord::State::Open && session.type != SessionRecord::Type::Raw
        && !session.transports.isEmpty();
}

/// As the lists call it. Plain WebSockets of one path have a number too.
QString nameOf(const SessionRecord &session)
{
    const QString title = sessionTitle(session);
    return session.sid.isEmpty() ? QStringLiteral("%1 #%2").arg(title).arg(session.id) : title;
}

ComposeTarget targetOf(const SessionRecord &session, Direction direction)
{
    const QString words = direction == Direction::Sent
        ? QCoreApplication::translate("TappedSessions", "%1 to the server")
        : QCoreApplication::translate("TappedSessions", "%1 to the app");
    ComposeTarget target;
    target.source = numberOf(session.id, direction);
    target.label = words.arg(nameOf(session));
    target.protocol = session.type == SessionRecord::Type::SocketIo ? Client::Protocol::SocketIo
                                                                    : Client::Protocol::WebSocket;
    target.status.state = Client::State::Open;
    target.status.transport
        = session.transports.last().stage == Capture::TransportStep::Stage::WebSocket
        ? Client::CurrentTransport::WebSocket
        : Client::CurrentTransport::Polling;
    for (const Capture::NamespaceState &nsp : session.namespaces) {
        if (nsp.isConnected)
            target.status.namespaces.append({.name = nsp.name,
                                             .state = Client::NamespaceStatus::State::Connected,
                                             .socketId = nsp.socketId});
    }
    return target;
}

} // namespace

bool TappedSessions::take(const Capture::Advance &advance)
{
    const QList<ComposeTarget> before
        = advance.sessions.empty() ? QList<ComposeTarget>() : targets();
    for (const Capture::SourceRecord &source : advance.sources) {
        if (source.type == Capture::SourceRecord::Type::Tap)
            m_taps.insert(source.id);
    }
    for (const SessionRecord &session : advance.sessions) {
        if (m_taps.contains(session.source) && canBeSentInto(session))
            m_open[session.id] = session;
        else
            m_open.erase(session.id);
    }
    return !advance.sessions.empty() && targets() != before;
}

bool TappedSessions::choose(Capture::Id session)
{
    if (session == m_chosen)
        return false;
    const QList<ComposeTarget> before = targets();
    m_chosen = session;
    return targets() != before;
}

void TappedSessions::clear()
{
    m_taps.clear();
    m_open.clear();
    m_chosen = 0;
}

QList<ComposeTarget> TappedSessions::targets() const
{
    QList<ComposeTarget> all;
    const auto add = [&all](const SessionRecord &session) {
        all.append(::targetOf(session, Direction::Sent));
        all.append(::targetOf(session, Direction::Received));
    };
    if (const auto chosen = m_open.find(m_chosen); chosen != m_open.end())
        add(chosen->second);
    int offered = 0;
    for (auto it = m_open.rbegin(); it != m_open.rend() && offered < MaxOffered; ++it) {
        if (it->first == m_chosen)
            continue;
        add(it->second);
        ++offered;
    }
    return all;
}

bool TappedSessions::isNumber(quint32 target)
{
    return target >= FirstNumber;
}

std::optional<TappedSessions::Place> TappedSessions::place(quint32 target) const
{
    if (!isNumber(target))
        return {};
    const auto found = m_open.find((target - FirstNumber) / 2);
    if (found == m_open.end())
        return {};
    const SessionRecord &session = found->second;
    return Place {
        .source = session.source,
        .session = {.connection = session.transports.last().connection, .sid = session.sid},
        .direction = (target - FirstNumber) % 2 == 0 ? Direction::Sent : Direction::Received,
        .isMsgpack = session.isMsgpack};
}

std::optional<std::chrono::milliseconds>
TappedSessions::patience(const Acting::SessionPlace &place) const
{
    if (place.sid.isEmpty())
        return {};
    const auto found = std::find_if(m_open.begin(), m_open.end(), [&place](const auto &entry) {
        return entry.second.sid == place.sid;
    });
    if (found == m_open.end() || found->second.pingIntervalMs <= 0)
        return {};
    return std::chrono::milliseconds(found->second.pingIntervalMs + found->second.pingTimeoutMs);
}

quint32 TappedSessions::targetOf(Capture::Id session, Direction direction) const
{
    return m_open.contains(session) ? numberOf(session, direction) : 0;
}
