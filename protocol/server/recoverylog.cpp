// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/recoverylog.h"

#include <algorithm>

namespace Server {

namespace {

/// In digits of 6 bits, the highest first.
QByteArray inDigits(quint64 number)
{
    constexpr QByteArrayView Digits
        = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    QByteArray text;
    do {
        text.prepend(Digits[static_cast<qsizetype>(number % 64)]);
        number /= 64;
    } while (number > 0);
    return text;
}

bool isFor(const Audience &audience, const QByteArrayList &rooms)
{
    const auto isIn = [&](const QByteArray &room) { return rooms.contains(room); };
    const bool isMeant = audience.rooms.isEmpty()
        || std::any_of(audience.rooms.cbegin(), audience.rooms.cend(), isIn);
    return isMeant && std::none_of(audience.except.cbegin(), audience.except.cend(), isIn);
}

} // namespace

QByteArray RecoveryLog::nextOffset(qint64 time)
{
    QByteArray offset = inDigits(static_cast<quint64>(std::max(time, m_lastTime)));
    if (time > m_lastTime) {
        m_lastTime = time;
        m_sameTime = 0;
        return offset;
    }
    return offset + '.' + inDigits(m_sameTime++);
}

void RecoveryLog::addEvent(const QByteArray &offset, const Audience &audience, const Encoded &event,
                           std::chrono::milliseconds now)
{
    m_bytes += event.size();
    m_events.push_back({offset, audience, event, now});
    forget(now);
}

void RecoveryLog::addSession(const Session &session, std::chrono::milliseconds now)
{
    forget(now);
    if (m_sessions.size() < MostSessions)
        m_sessions.insert_or_assign(session.pid, KeptSession {session, now + m_maxAge});
}

void RecoveryLog::forget(std::chrono::milliseconds now)
{
    while (!m_events.empty()
           && (m_events.size() > MostEvents || m_bytes > MostBytes
               || m_events.front().since + m_maxAge < now)) {
        m_bytes -= m_events.front().event.size();
        m_events.pop_front();
    }
    std::erase_if(m_sessions, [now](const auto &one) { return one.second.until < now; });
}

std::optional<RecoveryLog::Restored>
RecoveryLog::restore(const QByteArray &pid, const QByteArray &offset, std::chrono::milliseconds now)
{
    forget(now);
    const auto known = std::find_if(m_events.cbegin(), m_events.cend(),
                                    [&](const KeptEvent &one) { return one.offset == offset; });
    if (known == m_events.cend() || !m_sessions.contains(pid))
        return std::nullopt;
    Restored restored {m_sessions.extract(pid).mapped().session, {}};
    for (auto event = std::next(known); event != m_events.cend(); ++event) {
        if (isFor(event->audience, restored.session.rooms))
            restored.missed.append(event->event);
    }
    return restored;
}

} // namespace Server
