// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/rulepreviewjob.h"

#include <limits>

using namespace Capture;

void RulePreviewWorker::preview(const Job &job)
{
    const auto reader = job.cancelled->load() ? nullptr : job.opener();
    if (!reader)
        return;
    Rooms::SessionPlaces places;
    places.set(reader->sessions());
    Rooms::RuleMatcher matcher(*reader, places, job.rule);
    RulePreview preview;
    std::vector<Id> first;
    matcher.find(0, std::numeric_limits<Id>::max(), *job.cancelled, [&](std::span<const Id> ids) {
        preview.messages += std::ssize(ids);
        const std::size_t wanted = std::min(ids.size(), MostMatches - first.size());
        first.insert(first.end(), ids.begin(), ids.begin() + std::ptrdiff_t(wanted));
    });
    for (const Id id : first) {
        if (job.cancelled->load())
            return;
        Rooms::RuleMatch match = matcher.look(id);
        if (match.state == Rooms::RuleMatch::State::Nothing)
            ++preview.silent;
        preview.matches.push_back(std::move(match));
    }
    if (!job.cancelled->load())
        emit previewed(job.number, preview);
}

RulePreviewJob::RulePreviewJob(const CaptureFeed &feed, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
{
    connect(&feed, &CaptureFeed::opened, this, [this] { m_thread.letGo(); });
}

void RulePreviewJob::ask(const Rooms::RoomRule &rule)
{
    m_thread.stop();
    if (!m_feed.opener())
        return;
    const auto cancelled = m_thread.start([this](RulePreviewWorker *worker) {
        connect(worker, &RulePreviewWorker::previewed, this,
                [this](quint64 job, const RulePreview &preview) {
                    if (job == m_thread.number())
                        emit previewed(preview);
                });
    });
    const RulePreviewWorker::Job job {.number = m_thread.number(),
                                      .rule = rule,
                                      .opener = m_feed.opener(),
                                      .cancelled = cancelled};
    m_thread.post([job](RulePreviewWorker &worker) { worker.preview(job); });
}
