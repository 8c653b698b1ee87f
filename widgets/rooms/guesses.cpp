// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/guesses.h"

#include <algorithm>

using namespace Capture;
using Rooms::RoomRule;

namespace {

constexpr int PauseMs = 1000; // a look at broadcasts goes through all that were found

} // namespace

Guesses::Guesses(const CaptureFeed &feed, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_isBusy) // once more when it is done
            m_pause.start();
        else if (m_thread.hasJob()) {
            m_isBusy = true;
            m_thread.post([](GuessWorker &worker) { worker.advance(); });
        }
    });
    connect(&feed, &CaptureFeed::advanced, this, [this] {
        if (m_thread.hasJob() && !m_pause.isActive())
            m_pause.start();
    });
    connect(&feed, &CaptureFeed::opened, this, [this] {
        m_taken.clear();
        restart();
    });
    connect(&feed, &CaptureFeed::moved, this, &Guesses::restart);
}

Guesses::~Guesses() = default;

void Guesses::setRules(const std::vector<RoomRule> &rules)
{
    if (rules == m_rules)
        return;
    m_rules = rules;
    restart();
    emit rulesChanged();
}

bool Guesses::isTaken(std::size_t candidate) const
{
    return candidate < m_keys.size() && m_taken.contains(m_keys[candidate]);
}

void Guesses::setTaken(std::size_t candidate, bool isTaken)
{
    if (candidate >= m_keys.size() || this->isTaken(candidate) == isTaken)
        return;
    if (isTaken)
        m_taken.insert(m_keys[candidate]);
    else
        m_taken.remove(m_keys[candidate]);
    restart();
}

void Guesses::setLooking(bool looks)
{
    if (looks == m_looks)
        return;
    m_looks = looks;
    if (looks) // what was found stays of use when nobody looks
        restart();
}

bool Guesses::isWanted() const
{
    return m_looks || !m_taken.isEmpty()
        || std::any_of(m_rules.begin(), m_rules.end(),
                       [](const RoomRule &rule) { return rule.isOn && !Rooms::faultOf(rule); });
}

void Guesses::restart()
{
    m_pause.stop();
    m_isBusy = isWanted() && m_feed.opener();
    if (!m_isBusy) {
        m_thread.letGo();
        m_findings = nullptr;
        m_keys.clear();
        emit forgotten();
        emit looked();
        return;
    }
    const auto cancelled = m_thread.start([this](GuessWorker *worker) { connectTo(*worker); });
    const GuessWorker::Job job {.number = m_thread.number(),
                                .opener = m_feed.opener(),
                                .cancelled = cancelled,
                                .rules = m_rules,
                                .candidates = m_taken,
                                .looks = m_looks};
    m_thread.post([job](GuessWorker &worker) { worker.begin(job); });
    emit looked();
}

void Guesses::connectTo(const GuessWorker &worker)
{
    connect(&worker, &GuessWorker::found, this,
            [this](quint64 job, const std::shared_ptr<const GuessFindings> &findings,
                   const std::vector<Id> &keys) {
                if (job != m_thread.number())
                    return;
                m_findings = findings;
                m_keys = keys;
                emit looked();
            });
    connect(&worker, &GuessWorker::guessed, this,
            [this](quint64 job, const std::vector<MembershipRecord> &memberships) {
                if (job != m_thread.number())
                    return;
                m_isBusy = false;
                emit guessed(memberships);
                emit looked();
            });
}
