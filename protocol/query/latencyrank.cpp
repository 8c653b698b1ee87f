// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/latencyrank.h"

#include <limits>

namespace Query {

using Capture::Condition;
using Capture::Id;

namespace {

Condition answeredLike(const Capture::MessageRecord &question)
{
    Condition condition;
    condition.where = "m.answer_latency_us IS NOT NULL AND m.direction = "
        + QByteArray::number(static_cast<int>(question.direction));
    const auto is = [&condition](const QByteArray &column, const QByteArray &text) {
        // Not ifnull(): an index on the column is of use this way.
        if (text.isEmpty()) {
            condition.where += " AND " + column + " IS NULL";
            return;
        }
        condition.where
            += " AND " + column + " = " + Condition::textParameter(condition.texts.size());
        condition.texts.append(text);
    };
    is("m.event", question.event);
    is("m.namespace", question.nsp);
    return condition;
}

} // namespace

std::optional<LatencyRank> latencyRank(Capture::StoreReader &reader, Id question, Id after,
                                       const std::atomic_bool &cancelled)
{
    const auto row = reader.message(question);
    if (!row || row->answerLatencyUs < 0)
        return std::nullopt;
    const auto count = [&](const Condition &condition) {
        const Capture::StoreReader::Choice choice {
            .from = {}, .to = {}, .condition = std::make_shared<const Condition>(condition)};
        qint64 rows = 0;
        reader.choose(Capture::StoreReader::Rows::Messages, choice, after,
                      std::numeric_limits<Id>::max(), cancelled,
                      [&rows](std::span<const Id> ids) { rows += std::ssize(ids); });
        return rows;
    };
    Condition condition = answeredLike(row->record);
    LatencyRank rank;
    rank.others = count(condition) - (question > after ? 1 : 0);
    condition.where += " AND m.answer_latency_us < " + QByteArray::number(row->answerLatencyUs);
    rank.faster = count(condition);
    if (cancelled.load(std::memory_order_relaxed))
        return std::nullopt;
    return rank;
}

} // namespace Query
