// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/matcherworker.h"

#include <algorithm>
#include <iterator>

using namespace Capture;

namespace {

bool contains(const QByteArray &bytes, const QByteArray &lowerText)
{
    return bytes.toLower().contains(lowerText);
}

} // namespace

void MatcherWorker::begin(const Job &job)
{
    m_job = job;
    m_looked = job.after;
    m_searched = 0;
    m_messages.clear();
    m_choice = {.session = job.terms.session,
                .source = job.terms.source,
                .withHeartbeats = job.terms.withHeartbeats};
    m_reader = isCancelled() ? nullptr : job.opener();
    goOn(job.number, 0);
}

void MatcherWorker::goOn(quint64 job, Id last)
{
    if (job != m_job.number)
        return;
    if (m_reader && !isCancelled()) {
        if (m_job.rows == Matcher::Rows::Messages && !m_job.terms.text.isEmpty())
            search(last);
        else
            scan(last);
    }
    if (!isCancelled())
        emit finished(job);
}

void MatcherWorker::search(Id last)
{
    if (last != 0 && last <= m_looked)
        return;
    const Id looked = m_reader->search(m_job.terms.text.toUtf8(), m_looked, *m_job.cancelled,
                                       [this](std::span<const Id> ids) { tell(wanted(ids)); });
    m_looked = std::max(m_looked, looked);
}

void MatcherWorker::scan(Id last)
{
    if (m_job.rows == Matcher::Rows::Frames && !m_job.terms.text.isEmpty()) {
        const Id searched = m_reader->search(m_job.terms.text.toUtf8(), m_searched,
                                             *m_job.cancelled, [this](std::span<const Id> ids) {
                                                 for (const Id id : ids)
                                                     m_messages.insert(id);
                                             });
        m_searched = std::max(m_searched, searched);
    }
    const Id looked = m_reader->choose(m_job.rows, m_choice, m_looked, last != 0 ? last : lastRow(),
                                       *m_job.cancelled, [this](std::span<const Id> ids) {
                                           if (m_job.terms.text.isEmpty())
                                               tell({ids.begin(), ids.end()});
                                           else
                                               tell(withText(ids));
                                       });
    m_looked = std::max(m_looked, looked);
}

Id MatcherWorker::lastRow()
{
    Ids ids;
    switch (m_job.rows) {
    case Matcher::Rows::Messages:
        ids = m_reader->messageIds(true);
        break;
    case Matcher::Rows::Exchanges:
        ids = m_reader->exchangeIds();
        break;
    case Matcher::Rows::Frames:
        return m_reader->lastFrame();
    }
    return ids.empty() ? 0 : ids.back();
}

/// Of messages that were found by their text.
MatcherWorker::Ids MatcherWorker::wanted(std::span<const Id> ids)
{
    if (m_choice.session == 0 && m_choice.source == 0 && m_choice.withHeartbeats)
        return {ids.begin(), ids.end()};
    Ids matches;
    m_reader->choose(m_job.rows, m_choice, ids.front() - 1, ids.back(), *m_job.cancelled,
                     [&](std::span<const Id> chosen) {
                         std::ranges::set_intersection(ids, chosen, std::back_inserter(matches));
                     });
    return matches;
}

MatcherWorker::Ids MatcherWorker::withText(std::span<const Id> ids)
{
    return m_job.rows == Matcher::Rows::Frames ? framesWithText(ids) : exchangesWithText(ids);
}

MatcherWorker::Ids MatcherWorker::framesWithText(std::span<const Id> ids)
{
    Ids matches;
    for (const FrameRecord &frame : m_reader->frames(ids)) {
        if (m_messages.contains(frame.message))
            matches.push_back(frame.id);
    }
    return matches;
}

MatcherWorker::Ids MatcherWorker::exchangesWithText(std::span<const Id> ids)
{
    const QByteArray text = m_job.terms.text.toUtf8().toLower();
    Ids matches;
    for (const ExchangeRow &row : m_reader->exchanges(ids)) {
        if (contains(row.target, text) || contains(row.requestHead.bytes, text)
            || contains(row.responseHead.bytes, text) || contains(row.requestBody.bytes, text)
            || contains(row.responseBody.bytes, text))
            matches.push_back(row.id);
    }
    return matches;
}

void MatcherWorker::tell(const Ids &ids)
{
    if (!ids.empty() && !isCancelled())
        emit portion(m_job.number, ids);
}
