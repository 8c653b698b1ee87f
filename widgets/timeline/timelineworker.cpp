// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelineworker.h"

#include "protocol/query/compile.h"
#include "widgets/common/filterchoice.h"

#include <algorithm>
#include <iterator>

using namespace Capture;

namespace {

constexpr int PatienceMs = 50; // between two looks whether the job goes on

ExchangeFacts factsOf(const ExchangeRow &row)
{
    return {.id = row.id,
            .connection = row.connection,
            .session = row.session,
            .message = row.message,
            .requestStarted = row.requestStarted,
            .requestEnded = row.requestEnded,
            .responseStarted = row.responseStarted,
            .responseEnded = row.responseEnded,
            .status = row.status,
            .wireBytes = row.wireBytes,
            .isGet = row.method == "GET",
            .isHandshake = row.isHandshake,
            .isPolling = row.isPolling,
            .isProblem = !row.problems.isEmpty()};
}

} // namespace

void TimelineWorker::begin(const Job &job)
{
    letGo();
    m_job = job;
    m_names = {};
    m_toldNames = 0;
    m_lookedMessage = job.after.message;
    m_lookedExchange = job.after.exchange;
    open();
    goOn(job.number, {});
}

void TimelineWorker::goOn(quint64 job, const Changes &changes)
{
    if (job != m_job.number || isCancelled())
        return;
    if (m_reader) {
        readMessages();
        readExchanges();
        readAgain(changes);
    }
    if (!isCancelled())
        emit finished(job);
}

void TimelineWorker::moveTo(quint64 job, const CaptureFeed::Opener &opener)
{
    if (job != m_job.number)
        return;
    m_job.opener = opener;
    open();
}

void TimelineWorker::letGo()
{
    m_condition = nullptr;
    m_reader = nullptr;
}

void TimelineWorker::open()
{
    letGo();
    if (isCancelled())
        return;
    m_reader = m_job.opener();
    const Query::Expression expression = expressionOf(m_job.filter);
    if (m_reader && !expression.isEmpty())
        m_condition = Query::compile(expression, StoreReader::Rows::Messages, *m_reader);
}

void TimelineWorker::readMessages()
{
    m_lookedMessage = m_reader->messageFacts(
        m_lookedMessage, m_names, *m_job.cancelled, [this](std::span<const MessageFacts> facts) {
            TimelinePortion portion;
            std::ranges::copy_if(facts, std::back_inserter(portion.messages),
                                 [](const MessageFacts &one) { return one.aside != Aside::Admin; });
            if (portion.messages.empty())
                return;
            if (m_condition)
                portion.areShown = shown(portion.messages);
            tell(std::move(portion));
        });
}

void TimelineWorker::readExchanges()
{
    m_lookedExchange = m_reader->exchangeFacts(
        m_lookedExchange, *m_job.cancelled, [this](std::span<const ExchangeFacts> facts) {
            TimelinePortion portion;
            std::ranges::copy_if(facts, std::back_inserter(portion.exchanges),
                                 [](const ExchangeFacts &one) { return !one.isAdmin; });
            tell(std::move(portion));
        });
}

void TimelineWorker::readAgain(const Changes &changes)
{
    TimelinePortion portion;
    for (const ExchangeRow &row : m_reader->exchanges(changes.exchanges)) {
        if (row.id > m_job.after.exchange && row.id <= m_lookedExchange)
            portion.exchanges.push_back(factsOf(row));
    }
    for (const MessageRow &row : m_reader->messages(changes.messages)) {
        if (!row.alterations.empty())
            portion.altered.push_back(
                {.id = row.record.id, .time = row.record.time, .session = row.record.session});
    }
    if (!portion.exchanges.empty() || !portion.altered.empty())
        tell(std::move(portion));
}

/// Which of \a messages, which follow each other, the filter lets through.
std::vector<bool> TimelineWorker::shown(const std::vector<MessageFacts> &messages)
{
    std::vector<bool> areShown(messages.size());
    const StoreReader::Choice choice {.condition = m_condition};
    m_reader->choose(StoreReader::Rows::Messages, choice, messages.front().id - 1,
                     messages.back().id, *m_job.cancelled, [&](std::span<const Id> ids) {
                         for (const Id id : ids) {
                             const auto at
                                 = std::ranges::lower_bound(messages, id, {}, &MessageFacts::id);
                             if (at != messages.end() && at->id == id)
                                 areShown[static_cast<std::size_t>(at - messages.begin())] = true;
                         }
                     });
    return areShown;
}

void TimelineWorker::tell(TimelinePortion portion)
{
    while (!isCancelled() && !m_job.room->tryAcquire(1, PatienceMs)) { }
    if (isCancelled())
        return;
    for (; m_toldNames < m_names.size(); ++m_toldNames)
        portion.names.push_back(m_names.name(m_toldNames));
    emit this->portion(m_job.number, portion);
}
