// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/sessionlinks.h"

#include <algorithm>

namespace Acting {

void SessionLink::ask(Capture::Direction direction, const QByteArray &nsp, quint64 ackId,
                      Asked asked)
{
    m_asked.push_back({direction, nsp, ackId, asked});
}

void SessionLink::noteLeft(quint64 asked, Capture::Time time)
{
    for (Question &question : m_asked) {
        if (question.asked.number == asked)
            question.asked.time = time;
    }
}

std::optional<SessionLink::Asked> SessionLink::takeAnswered(const Rules::LiveMessage &message)
{
    if (message.kind != Capture::Kind::Ack || message.ackId < 0)
        return {};
    const auto found = std::find_if(m_asked.begin(), m_asked.end(), [&](const Question &question) {
        return question.direction != message.direction && question.nsp == message.nsp
            && question.ackId == static_cast<quint64>(message.ackId);
    });
    if (found == m_asked.end())
        return {};
    const Asked asked = found->asked;
    m_asked.erase(found);
    return asked;
}

std::vector<quint64> SessionLink::giveUp()
{
    std::vector<quint64> numbers;
    for (std::deque<Outgoing> &queue : waiting) {
        for (const Outgoing &outgoing : std::exchange(queue, {}))
            numbers.push_back(outgoing.number);
    }
    for (const Question &question : std::exchange(m_asked, {}))
        numbers.push_back(question.asked.number);
    return numbers;
}

std::shared_ptr<SessionLink> SessionLinks::at(const QByteArray &sid, EngineIo::Revision revision,
                                              const std::function<quint64()> &number)
{
    if (auto link = find(sid))
        return link;
    if (m_links.size() >= MaxIdle)
        dropIdle();
    auto link = std::make_shared<SessionLink>();
    link->sid = sid;
    link->revision = revision;
    link->number = number();
    m_links.emplace(sid, link);
    return link;
}

std::shared_ptr<SessionLink> SessionLinks::find(const QByteArray &sid) const
{
    const auto found = m_links.find(sid);
    return found == m_links.end() ? nullptr : found->second;
}

bool SessionLinks::hasWork(Capture::Time now, const std::function<void(quint64)> &failed)
{
    std::erase_if(m_busy, [&](const std::weak_ptr<SessionLink> &weak) {
        const auto link = weak.lock();
        if (!link || !link->hasWork())
            return true;
        if (link->webSocket != 0 || now - link->lastSeen < Patience)
            return false;
        for (const quint64 number : link->giveUp())
            failed(number);
        return true;
    });
    return !m_busy.empty();
}

void SessionLinks::noteBusy(const std::shared_ptr<SessionLink> &link)
{
    m_busy.push_back(link);
}

void SessionLinks::dropIdle()
{
    for (auto it = m_links.begin(); it != m_links.end();) {
        const SessionLink &link = *it->second;
        const bool isIdle = !link.webSocket && !link.hasWork() && it->second.use_count() == 1;
        it = isIdle ? m_links.erase(it) : std::next(it);
    }
}

} // namespace Acting
