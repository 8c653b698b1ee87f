// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/statisticsreader.h"

#include <algorithm>

using namespace Capture;

namespace Query {

namespace {

/// All messages are wanted, but for heartbeats.
bool choosesAll(const StoreReader::Choice &choice)
{
    return choice.session == 0 && choice.source == 0 && choice.withHeartbeats && !choice.from
        && !choice.to && !choice.condition;
}

ExchangeFacts factsOf(const ExchangeRow &row)
{
    ExchangeFacts facts;
    facts.id = row.id;
    facts.message = row.message;
    facts.responseEnded = row.responseEnded;
    facts.wireBytes = row.wireBytes;
    facts.isHandshake = row.isHandshake;
    facts.isPolling = row.isPolling;
    return facts;
}

/// What \a totals count beyond \a all. Nothing as long as they are not of the same messages, or if
/// the file has no sums.
std::optional<LayerCosts> restOf(const Totals &totals, const Statistics &all)
{
    const auto both = [](const ByteCount &count) { return count.sent + count.received; };
    const qint64 wire = both(totals.wire);
    if (totals.messages != all.looked || wire == 0)
        return std::nullopt;
    const LayerCosts known = all.layerTotal();
    LayerCosts rest;
    rest.payload = both(totals.payload) - known.payload;
    rest.socketIo = both(totals.socketIo) - known.socketIo;
    rest.engineIo = both(totals.engineIo) - known.engineIo;
    rest.webSocket = both(totals.webSocket) - known.webSocket;
    rest.saved = both(totals.saved) - known.saved;
    rest.http = wire - known.wire() - rest.wire();
    return rest;
}

} // namespace

StatisticsReader::StatisticsReader(const Grouping &grouping, const Choice &choice, Id after,
                                   Id afterExchange)
    : m_choice(choice)
    , m_choosesAll(choosesAll(choice))
    , m_isWhole(m_choosesAll && after == 0 && afterExchange == 0)
    , m_looked(after)
    , m_lookedExchange(afterExchange)
    , m_accumulator(grouping, m_choosesAll, m_names)
{
}

void StatisticsReader::setCondition(std::shared_ptr<const Condition> condition)
{
    m_choice.condition = std::move(condition);
}

void StatisticsReader::read(StoreReader &reader, const std::atomic_bool &cancelled,
                            const std::function<void()> &between)
{
    // An exchange is written after its messages: what is known of it now, they are there for.
    readExchanges(reader, cancelled);
    m_looked = reader.messageFacts(m_looked, m_names, cancelled, [&](auto messages) {
        auto chosen = m_chosen.cend();
        if (!m_choosesAll) {
            m_chosen.clear();
            reader.choose(StoreReader::Rows::Messages, m_choice, messages.front().id - 1,
                          messages.back().id, cancelled, [this](std::span<const Id> ids) {
                              m_chosen.insert(m_chosen.end(), ids.begin(), ids.end());
                          });
            chosen = m_chosen.cbegin();
        }
        for (const MessageFacts &message : messages) {
            if (message.aside == Capture::Aside::Admin)
                continue;
            while (chosen != m_chosen.cend() && *chosen < message.id)
                ++chosen;
            const bool isChosen
                = m_choosesAll || (chosen != m_chosen.cend() && *chosen == message.id);
            m_accumulator.add(message, isChosen);
        }
        if (between)
            between();
    });
}

void StatisticsReader::readExchanges(StoreReader &reader, const std::atomic_bool &cancelled)
{
    std::vector<Id> open(m_openExchanges.cbegin(), m_openExchanges.cend());
    std::ranges::sort(open);
    for (const ExchangeRow &row : reader.exchanges(open)) // none of an admin namespace is open
        take(factsOf(row));
    m_lookedExchange = reader.exchangeFacts(m_lookedExchange, cancelled, [this](auto exchanges) {
        for (const ExchangeFacts &exchange : exchanges)
            take(exchange);
    });
}

void StatisticsReader::take(const ExchangeFacts &exchange)
{
    if (!exchange.isPolling || exchange.isAdmin)
        return;
    if (exchange.responseEnded || exchange.message != 0)
        m_openExchanges.remove(exchange.id);
    else
        m_openExchanges.insert(exchange.id);
    m_accumulator.add(exchange);
}

Statistics StatisticsReader::statistics(StoreReader &reader) const
{
    QSet<Id> closed;
    if (m_accumulator.hasOpenQuestions()) {
        for (const SessionRecord &session : reader.sessions()) {
            if (session.state == SessionRecord::State::Closed)
                closed.insert(session.id);
        }
    }
    Statistics all = m_accumulator.statistics([&closed](Id id) { return closed.contains(id); });
    if (m_choice.from && m_choice.to) {
        all.from = m_choice.from;
        all.to = m_choice.to;
    }
    const auto seconds = std::chrono::duration<double>(all.span()).count();
    if (seconds > 0) {
        for (StatisticsRow &row : all.rows)
            row.rate = static_cast<double>(row.count) / seconds;
        all.total.rate = static_cast<double>(all.total.count) / seconds;
    }
    if (m_isWhole)
        all.rest = restOf(reader.totals(), all);
    return all;
}

} // namespace Query
