// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/statisticsaccumulator.h"

#include "protocol/capture/nametable.h"

#include <algorithm>

using Capture::Id;
using Capture::Transport;

namespace Query {

StatisticsAccumulator::StatisticsAccumulator(const Grouping &grouping, bool countsAll,
                                             const Capture::NameTable &names)
    : m_grouping(grouping)
    , m_names(names)
    , m_layers(countsAll)
{
}

void StatisticsAccumulator::add(const Capture::MessageFacts &message, bool isChosen)
{
    ++m_looked;
    m_from = m_from ? std::min(*m_from, message.time) : message.time;
    m_to = m_to ? std::max(*m_to, message.time) : message.time;
    m_layers.add(message, isChosen);
    if (message.ackOf != 0 && !m_questions.isEmpty()) {
        if (const auto asked = m_questions.constFind(message.ackOf); asked != m_questions.cend()) {
            const qint64 waited = (message.time - asked->time).count();
            answer(*asked, message.ackLatencyUs >= 0 ? message.ackLatencyUs : waited);
            m_questions.erase(asked);
        }
    }
    if (!isChosen)
        return;
    m_slices.addMessage(message.time, message.direction, message.wireBytes(), message.isProblem);
    const std::size_t row = rowOf(keyOf(message));
    m_tallies[row].add(message);
    m_total.add(message);
    if (!message.asksAnswer)
        return;
    const Question question {.row = row, .session = message.session, .time = message.time};
    if (message.answer != 0 && message.answerLatencyUs >= 0)
        answer(question, message.answerLatencyUs);
    else
        m_questions.insert(message.id, question);
}

void StatisticsAccumulator::answer(const Question &question, qint64 latencyUs)
{
    m_tallies[question.row].answer(question.session, latencyUs);
    m_total.answer(question.session, latencyUs);
    m_slices.addLatency(question.time, latencyUs);
}

StatisticsAccumulator::Key StatisticsAccumulator::keyOf(const Capture::MessageFacts &message) const
{
    Key key;
    if (m_grouping.bySession)
        key.session = message.session;
    if (m_grouping.byNamespace)
        key.nsp = message.nsp;
    if (m_grouping.byEvent) {
        key.event = message.event;
        key.kind = message.kind;
    }
    if (m_grouping.byDirection)
        key.direction = message.direction;
    return key;
}

std::size_t StatisticsAccumulator::rowOf(const Key &key)
{
    if (!m_keys.empty() && key == m_lastKey)
        return m_lastRow;
    const auto place = m_rows.constFind(key);
    std::size_t row = m_keys.size();
    if (place != m_rows.cend()) {
        row = *place;
    } else {
        if (row > MostRows)
            return MostRows;
        m_rows.insert(key, row);
        m_keys.push_back(key);
        m_tallies.emplace_back();
    }
    m_lastKey = key;
    m_lastRow = row;
    return row;
}

Statistics StatisticsAccumulator::statistics(const std::function<bool(Id)> &isClosed) const
{
    Statistics all;
    all.grouping = m_grouping;
    all.looked = m_looked;
    all.from = m_from;
    all.to = m_to;
    all.rows.reserve(m_keys.size());
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        StatisticsRow row = m_tallies[i].row(isClosed);
        const Key &key = m_keys[i];
        row.isRest = i == MostRows;
        if (row.isRest) {
            all.rows.push_back(std::move(row));
            break;
        }
        row.session = key.session;
        row.nsp = m_names.name(key.nsp);
        row.event = m_names.name(key.event);
        row.kind = key.kind;
        row.direction = key.direction;
        all.rows.push_back(std::move(row));
    }
    all.total = m_total.row(isClosed);
    for (const Transport transport : {Transport::None, Transport::WebSocket, Transport::Polling})
        all.layers[static_cast<std::size_t>(transport)] = m_layers.of(transport);
    all.sliceWidth = m_slices.width();
    all.slices = m_slices.slices();
    return all;
}

} // namespace Query
