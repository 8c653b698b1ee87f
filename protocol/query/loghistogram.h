// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <vector>

namespace Query {

/// How numbers are spread, in a bounded room: counts in buckets that get wider with the numbers.
///
/// Numbers below 128 are kept exactly, and so are the least and the greatest; any other comes out
/// wrong by 1/128 at most (0.8 %). Takes numbers up to 2^62; below 0 counts as 0. Memory is 256
/// bytes for each octave in which there is a number.
class LogHistogram
{
public:
    void add(qint64 number);
    void add(const LogHistogram &other);

    qint64 count() const { return m_count; }
    qint64 least() const { return m_least; }
    qint64 greatest() const { return m_greatest; }
    /// The smallest number that \a percent of all (0 to 100) do not exceed: nearest rank. -1 while
    /// there are none.
    qint64 percentile(double percent) const;
    /// How many of a hundred are smaller than \a number; those in its bucket count half.
    double percentBelow(qint64 number) const;
    /// How many numbers have 0, 1, 2, … binary digits: 0, 1, 2-3, 4-7, …, up to the longest.
    std::vector<qint64> octaves() const;

private:
    std::vector<std::vector<quint32>> m_chunks; // buckets, Steps a chunk; empty where all are 0
    qint64 m_count = 0;
    qint64 m_least = 0;
    qint64 m_greatest = 0;
};

} // namespace Query
