// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/guessworker.h"

#include <algorithm>

using namespace Capture;
using Rooms::BroadcastList;
using Rooms::RoomCandidate;

Id GuessWorker::keyOf(const RoomCandidate &candidate, const BroadcastList &list)
{
    return list.messagesOf(list.entries()[candidate.broadcasts.front()]).front();
}

void GuessWorker::begin(const Job &job)
{
    letGo();
    m_job = job;
    m_reader = isCancelled() ? nullptr : job.opener();
    if (!m_reader)
        return;
    m_runner = std::make_unique<Rooms::RuleRunner>(*m_reader, job.rules);
    if (job.looks || !job.candidates.isEmpty()) {
        m_finder = std::make_unique<Rooms::BroadcastFinder>();
        m_asking = std::make_unique<Rooms::AskingTimes>(*m_reader);
        m_proposals = std::make_unique<Rooms::RuleProposals>();
    }
    advance();
}

void GuessWorker::advance()
{
    if (!m_reader || isCancelled())
        return;
    m_runner->advance(*m_job.cancelled);
    for (MembershipRecord &record : m_runner->take())
        m_byRules[record.id] = std::move(record);
    if (m_finder && !isCancelled())
        look();
    if (isCancelled())
        return;
    std::vector<MembershipRecord> all = m_byBroadcasts;
    for (const auto &[id, record] : m_byRules)
        all.push_back(record);
    emit guessed(m_job.number, all);
}

void GuessWorker::look()
{
    m_asking->update(*m_job.cancelled);
    m_finder->setSessions(m_reader->sessions());
    m_reader->forEachMessage(m_last, Rooms::BroadcastFinder::MostContent, [this](MessageRow &&row) {
        m_finder->take(row.record, m_asking->of(row.record));
        m_proposals->take(row.record, m_finder->places().protocolOf(row.record.session));
        m_last = row.record.id;
        return !isCancelled();
    });
    m_finder->finishIdle(
        std::chrono::time_point_cast<Time::duration>(std::chrono::system_clock::now()));
    const std::vector<RoomCandidate> candidates
        = Rooms::roomCandidates(m_finder->list(), m_finder->places(), *m_job.cancelled);
    if (isCancelled())
        return;
    m_byBroadcasts.clear();
    for (const RoomCandidate &candidate : candidates) {
        if (m_job.candidates.contains(keyOf(candidate, m_finder->list())))
            m_byBroadcasts.insert(m_byBroadcasts.end(), candidate.memberships.begin(),
                                  candidate.memberships.end());
    }
    tellFindings(candidates);
}

void GuessWorker::tellFindings(const std::vector<RoomCandidate> &candidates)
{
    const BroadcastList &list = m_finder->list();
    auto findings = std::make_shared<GuessFindings>();
    findings->proposals = m_proposals->all();
    findings->candidates = candidates;
    findings->broadcastCount = std::ssize(list.entries()) + list.leftOut();
    const std::size_t first
        = list.entries().size() - std::min(list.entries().size(), MostBroadcasts);
    for (std::size_t i = first; i < list.entries().size(); ++i) {
        const BroadcastList::Entry &entry = list.entries()[i];
        const auto messages = list.messagesOf(entry);
        findings->broadcasts.push_back({.time = entry.time,
                                        .event = list.name(entry.name).event,
                                        .nsp = list.name(entry.name).nsp,
                                        .messages = {messages.begin(), messages.end()},
                                        .sessions = list.sets().at(entry.receivers)});
    }
    std::sort(findings->broadcasts.begin(), findings->broadcasts.end(),
              [](const auto &one, const auto &other) { return one.time < other.time; });
    std::vector<Id> keys;
    for (const RoomCandidate &candidate : candidates)
        keys.push_back(keyOf(candidate, list));
    emit found(m_job.number, findings, keys);
}

void GuessWorker::letGo()
{
    m_runner = nullptr;
    m_finder = nullptr;
    m_asking = nullptr;
    m_proposals = nullptr;
    m_reader = nullptr;
    m_byRules.clear();
    m_byBroadcasts.clear();
    m_last = 0;
}
