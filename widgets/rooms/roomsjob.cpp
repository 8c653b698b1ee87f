// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomsjob.h"

#include "widgets/rooms/roomsworker.h"

#include <QHash>

#include <algorithm>
#include <utility>

using namespace Capture;

RoomsJob::RoomsJob(const CaptureFeed &feed, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
{
    connect(&feed, &CaptureFeed::opened, this, [this] {
        m_guesses.clear(); // they are about another capture
        m_kept.clear();
        restart();
    });
    connect(&feed, &CaptureFeed::advanced, this, [this](const Advance &advance) {
        if (m_thread.hasJob() && !advance.memberships.empty())
            add(advance.memberships);
    });
    connect(&feed, &CaptureFeed::moved, this, [this] {
        if (m_isReading) // the file that it reads may go
            restart();
    });
}

RoomsJob::~RoomsJob() = default;

void RoomsJob::begin()
{
    if (!std::exchange(m_isWanted, true))
        restart();
}

void RoomsJob::restart()
{
    m_thread.stop();
    m_isReading = false;
    m_log = {};
    m_kept.clear();
    for (const MembershipRecord &guess : m_guesses)
        m_log.add(guess);
    if (!m_isWanted)
        return;
    if (m_feed.opener()) {
        const auto cancelled = m_thread.start([this](RoomsWorker *worker) { connectTo(*worker); });
        m_room = std::make_shared<QSemaphore>(RoomsWorker::MostPortions);
        m_isReading = true;
        const RoomsWorker::Job job {.number = m_thread.number(),
                                    .opener = m_feed.opener(),
                                    .cancelled = cancelled,
                                    .room = m_room};
        m_thread.post([job](RoomsWorker &worker) { worker.begin(job); });
    } else {
        m_thread.letGo();
    }
    emit restarted();
}

void RoomsJob::setGuesses(const std::vector<MembershipRecord> &guesses)
{
    if (guesses == m_guesses)
        return;
    QHash<Id, std::optional<Time>> ends;
    for (const MembershipRecord &guess : guesses)
        ends.insert(guess.id, guess.ended);
    // What is kept is a guess of before: it gives way to those that are made now.
    const bool grows = (!m_guesses.empty() || m_kept.empty())
        && std::all_of(m_guesses.begin(), m_guesses.end(), [&ends](const MembershipRecord &guess) {
                           const auto now = ends.constFind(guess.id);
                           return now != ends.constEnd() && (!guess.ended || guess.ended == *now);
                       });
    m_guesses = guesses;
    if (grows) {
        add(guesses);
        return;
    }
    m_log.forgetGuesses();
    emit restarted();
    add(guesses.empty() ? m_kept : guesses);
}

void RoomsJob::connectTo(const RoomsWorker &worker)
{
    connect(&worker, &RoomsWorker::portion, this,
            [this](quint64 job, const std::vector<MembershipRecord> &memberships) {
                if (job != m_thread.number())
                    return;
                m_room->release();
                take(memberships);
            });
    connect(&worker, &RoomsWorker::finished, this, [this](quint64 job) {
        if (job == m_thread.number() && std::exchange(m_isReading, false))
            emit finished();
    });
}

/// What stands in the capture.
void RoomsJob::take(const std::vector<MembershipRecord> &memberships)
{
    const auto isKept = [](const MembershipRecord &record) { return record.id < 0; };
    if (std::none_of(memberships.begin(), memberships.end(), isKept)) {
        add(memberships);
        return;
    }
    std::vector<MembershipRecord> told;
    for (const MembershipRecord &record : memberships)
        (isKept(record) ? m_kept : told).push_back(record);
    add(told);
    if (m_guesses.empty())
        add(m_kept);
}

void RoomsJob::add(const std::vector<MembershipRecord> &memberships)
{
    for (const MembershipRecord &record : memberships)
        m_log.add(record);
    emit grown();
}
