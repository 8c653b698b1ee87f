// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/matcherworker.h"

#include <algorithm>
#include <numeric>

using namespace Capture;

namespace {

constexpr Id PortionRows = 1024;

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
    m_sources.clear();
    m_sessions.clear();
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
                                       [this](std::span<const Id> ids) {
                                           tell(matchingMessages({ids.begin(), ids.end()}));
                                       });
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
    const Id end = last != 0 ? last : lastRow();
    while (m_looked < end && !isCancelled()) {
        Ids ids(static_cast<std::size_t>(std::min(PortionRows, end - m_looked)));
        std::iota(ids.begin(), ids.end(), m_looked + 1);
        m_looked = ids.back();
        tell(matching(ids));
    }
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

MatcherWorker::Ids MatcherWorker::matching(const Ids &ids)
{
    switch (m_job.rows) {
    case Matcher::Rows::Messages:
        return matchingMessages(ids);
    case Matcher::Rows::Frames:
        return matchingFrames(ids);
    case Matcher::Rows::Exchanges:
        return matchingExchanges(ids);
    }
    return {};
}

MatcherWorker::Ids MatcherWorker::matchingMessages(const Ids &ids)
{
    const MessageFilter::Terms &terms = m_job.terms;
    if (terms.withHeartbeats && terms.session == 0 && terms.source == 0)
        return ids;
    Ids matches;
    for (const MessageRow &row : m_reader->messages(ids)) {
        if ((terms.withHeartbeats || !isHeartbeat(row.record.kind)) && isWanted(row.record.session))
            matches.push_back(row.record.id);
    }
    return matches;
}

MatcherWorker::Ids MatcherWorker::matchingFrames(const Ids &ids)
{
    Ids matches;
    for (const FrameRecord &frame : m_reader->frames(ids)) {
        if (!m_job.terms.text.isEmpty() && !m_messages.contains(frame.message))
            continue;
        if (isWanted(sessionOfConnection(frame.connection)))
            matches.push_back(frame.id);
    }
    return matches;
}

MatcherWorker::Ids MatcherWorker::matchingExchanges(const Ids &ids)
{
    const QByteArray text = m_job.terms.text.toUtf8().toLower();
    Ids matches;
    for (const ExchangeRow &row : m_reader->exchanges(ids)) {
        const bool hasText = text.isEmpty() || contains(row.target, text)
            || contains(row.requestHead.bytes, text) || contains(row.responseHead.bytes, text)
            || contains(row.requestBody.bytes, text) || contains(row.responseBody.bytes, text);
        const Id session = row.session != 0 ? row.session : sessionOfConnection(row.connection);
        if (hasText && isWanted(session))
            matches.push_back(row.id);
    }
    return matches;
}

bool MatcherWorker::isWanted(Id session)
{
    if (m_job.terms.session != 0)
        return session == m_job.terms.session;
    if (m_job.terms.source == 0)
        return true;
    if (!m_sources.contains(session)) {
        m_sources.insert(session, 0);
        for (const SessionRecord &record : m_reader->sessions())
            m_sources.insert(record.id, record.source);
    }
    return m_sources.value(session) == m_job.terms.source;
}

Id MatcherWorker::sessionOfConnection(Id connection)
{
    if (m_job.terms.session == 0 && m_job.terms.source == 0)
        return 0;
    auto at = m_sessions.constFind(connection);
    if (at == m_sessions.constEnd()) {
        for (const ConnectionRecord &record : m_reader->connections())
            m_sessions.insert(record.id, record.session);
        at = m_sessions.constFind(connection);
    }
    return at == m_sessions.constEnd() ? 0 : *at;
}

void MatcherWorker::tell(const Ids &ids)
{
    if (!ids.empty() && !isCancelled())
        emit portion(m_job.number, ids);
}
