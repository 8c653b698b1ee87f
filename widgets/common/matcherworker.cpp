// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/matcherworker.h"

#include "protocol/query/compile.h"
#include "protocol/query/plaintext.h"
#include "widgets/common/filterchoice.h"

#include <algorithm>
#include <array>
#include <iterator>

using namespace Capture;

void MatcherWorker::begin(const Job &job)
{
    m_job = job;
    m_looked = job.after;
    m_searched = 0;
    m_carriers.clear();
    m_choice = choiceOf(job.terms);
    m_expression = expressionOf(job.terms);
    if (!job.terms.find.isEmpty())
        m_expression.require(job.terms.find.term());
    open();
    goOn(job.number, job.upTo);
}

void MatcherWorker::open()
{
    m_choice.condition = nullptr; // it looks into the reader
    m_reader = isCancelled() ? nullptr : m_job.opener();
    const bool isOfMessages = m_job.rows == Matcher::Rows::Exchanges;
    if (m_reader) {
        m_choice.condition = Query::compile(
            m_expression, isOfMessages ? Matcher::Rows::Messages : m_job.rows, *m_reader);
    }
}

void MatcherWorker::moveTo(quint64 job, const CaptureFeed::Opener &opener)
{
    if (job != m_job.number)
        return;
    m_job.opener = opener;
    open();
}

void MatcherWorker::letGo()
{
    m_choice.condition = nullptr;
    m_reader = nullptr;
}

void MatcherWorker::goOn(quint64 job, Id last)
{
    if (job != m_job.number)
        return;
    if (m_reader && !isCancelled()) {
        if (m_job.rows == Matcher::Rows::Exchanges && m_choice.condition)
            scanExchanges(last);
        else
            scan(last);
    }
    if (!isCancelled())
        emit finished(job);
}

void MatcherWorker::scan(Id last)
{
    const Id looked
        = m_reader->choose(m_job.rows, m_choice, m_looked, last != 0 ? last : lastRow(m_job.rows),
                           *m_job.cancelled, [this](std::span<const Id> ids) {
                               tell({ids.begin(), ids.end()});
                           });
    m_looked = std::max(m_looked, looked);
}

void MatcherWorker::scanExchanges(Id last)
{
    collectCarriers();
    Capture::StoreReader::Choice choice = m_choice;
    choice.condition = nullptr;
    const Id looked = m_reader->choose(m_job.rows, choice, m_looked,
                                       last != 0 ? last : lastRow(m_job.rows), *m_job.cancelled,
                                       [this](std::span<const Id> ids) { tell(carriers(ids)); });
    m_looked = std::max(m_looked, looked);
}

void MatcherWorker::collectCarriers()
{
    const Id looked = m_reader->choose(Matcher::Rows::Messages, m_choice, m_searched,
                                       lastRow(Matcher::Rows::Messages), *m_job.cancelled,
                                       [this](std::span<const Id> ids) {
                                           for (const MessageRow &row : m_reader->messages(ids)) {
                                               if (row.record.exchange != 0)
                                                   m_carriers.insert(row.record.exchange);
                                           }
                                       });
    m_searched = std::max(m_searched, looked);
}

/// Of exchanges, those that carried a message that matches, or that match themselves as text.
MatcherWorker::Ids MatcherWorker::carriers(std::span<const Id> ids)
{
    const bool looksAtText = Query::isPlainText(m_expression);
    Ids matches;
    if (!looksAtText) {
        std::ranges::copy_if(ids, std::back_inserter(matches),
                             [this](Id id) { return m_carriers.contains(id); });
        return matches;
    }
    for (const ExchangeRow &row : m_reader->exchanges(ids)) {
        const std::array<QByteArrayView, 5> texts {row.target, row.requestHead.bytes,
                                                   row.responseHead.bytes, row.requestBody.bytes,
                                                   row.responseBody.bytes};
        if (m_carriers.contains(row.id) || Query::holdsIn(m_expression, texts))
            matches.push_back(row.id);
    }
    return matches;
}

Id MatcherWorker::lastRow(Matcher::Rows rows)
{
    switch (rows) {
    case Matcher::Rows::Messages:
        return m_reader->lastMessage();
    case Matcher::Rows::Exchanges:
        return m_reader->lastExchange();
    case Matcher::Rows::Frames:
        return m_reader->lastFrame();
    }
    return 0;
}

void MatcherWorker::tell(const Ids &ids)
{
    if (!ids.empty() && !isCancelled())
        emit portion(m_job.number, ids);
}
