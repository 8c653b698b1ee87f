// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomsworker.h"

#include <limits>

using namespace Capture;

namespace {

constexpr int PatienceMs = 50; // between two looks whether the job goes on
constexpr qint64 PortionSize = 10'000;

} // namespace

void RoomsWorker::begin(const Job &job)
{
    m_job = job;
    m_reader = isCancelled() ? nullptr : job.opener();
    Id after = std::numeric_limits<Id>::min(); // guesses that are kept are below 0
    while (m_reader && !isCancelled()) {
        const std::vector<MembershipRecord> memberships = m_reader->memberships(after, PortionSize);
        if (memberships.empty())
            break;
        after = memberships.back().id;
        while (!isCancelled() && !job.room->tryAcquire(1, PatienceMs)) { }
        if (!isCancelled())
            emit portion(job.number, memberships);
    }
    letGo(); // what comes later is told by the feed
    if (!isCancelled())
        emit finished(job.number);
}
