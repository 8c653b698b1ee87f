// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/localclock.h"

#include <QDateTime>

#include <algorithm>

namespace Query {

namespace {

constexpr qint64 Second = 1'000'000;

} // namespace

LocalClock::LocalClock(const QTimeZone &zone)
{
    const QDateTime begin(QDate(2015, 1, 1), QTime(0, 0), Qt::UTC);
    const QDateTime end(QDate(2045, 1, 1), QTime(0, 0), Qt::UTC);
    m_first = zone.offsetFromUtc(begin) * Second;
    const auto transitions = zone.transitions(begin, end);
    for (const QTimeZone::OffsetData &transition : transitions) {
        m_changes.push_back({.from = transition.atUtc.toMSecsSinceEpoch() * 1000,
                             .offset = transition.offsetFromUtc * Second});
    }
    std::reverse(m_changes.begin(), m_changes.end());
}

QByteArray LocalClock::sql(const QByteArray &column) const
{
    if (m_changes.empty())
        return m_first == 0 ? column : '(' + column + " + " + QByteArray::number(m_first) + ')';
    QByteArray offset = "CASE";
    for (const Change &change : m_changes) { // the latest first
        offset += " WHEN " + column + " >= " + QByteArray::number(change.from) + " THEN "
            + QByteArray::number(change.offset);
    }
    return '(' + column + " + " + offset + " ELSE " + QByteArray::number(m_first) + " END)";
}

} // namespace Query
