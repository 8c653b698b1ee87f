// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/loghistogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>

namespace Query {

namespace {

constexpr int StepBits = 6;
constexpr std::size_t Steps = std::size_t(1) << StepBits; // buckets an octave
constexpr qint64 Most = qint64(1) << 62;

// The first two chunks hold the numbers below 128, one a bucket; each further one an octave.
struct Place
{
    std::size_t chunk = 0;
    std::size_t step = 0;
};

Place placeOf(qint64 number)
{
    const auto value = static_cast<quint64>(number);
    const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - StepBits - 1);
    const quint64 index = static_cast<quint64>(shift) * Steps + (value >> shift);
    return {index / Steps, index % Steps};
}

/// The middle of the numbers of a bucket.
qint64 numberAt(const Place &place)
{
    if (place.chunk == 0)
        return static_cast<qint64>(place.step);
    const auto shift = static_cast<int>(place.chunk) - 1;
    const qint64 first = static_cast<qint64>(Steps + place.step) << shift;
    return first + (qint64(1) << shift) / 2;
}

} // namespace

void LogHistogram::add(qint64 number)
{
    number = std::clamp<qint64>(number, 0, Most);
    const Place place = placeOf(number);
    if (place.chunk >= m_chunks.size())
        m_chunks.resize(place.chunk + 1);
    std::vector<quint32> &chunk = m_chunks[place.chunk];
    if (chunk.empty())
        chunk.resize(Steps);
    ++chunk[place.step];
    m_least = m_count == 0 ? number : std::min(m_least, number);
    m_greatest = std::max(m_greatest, number);
    ++m_count;
}

void LogHistogram::add(const LogHistogram &other)
{
    if (other.m_count == 0)
        return;
    if (m_chunks.size() < other.m_chunks.size())
        m_chunks.resize(other.m_chunks.size());
    for (std::size_t i = 0; i < other.m_chunks.size(); ++i) {
        const std::vector<quint32> &from = other.m_chunks[i];
        std::vector<quint32> &to = m_chunks[i];
        if (to.empty())
            to = from;
        else if (!from.empty())
            std::ranges::transform(to, from, to.begin(), std::plus());
    }
    m_least = m_count == 0 ? other.m_least : std::min(m_least, other.m_least);
    m_greatest = std::max(m_greatest, other.m_greatest);
    m_count += other.m_count;
}

qint64 LogHistogram::percentile(double percent) const
{
    if (m_count == 0)
        return -1;
    const auto wanted
        = static_cast<qint64>(std::ceil(percent / 100 * static_cast<double>(m_count)));
    const qint64 rank = std::clamp<qint64>(wanted, 1, m_count);
    if (rank == 1)
        return m_least;
    if (rank == m_count)
        return m_greatest;
    qint64 passed = 0;
    for (std::size_t chunk = 0; chunk < m_chunks.size(); ++chunk) {
        for (std::size_t step = 0; step < m_chunks[chunk].size(); ++step) {
            passed += m_chunks[chunk][step];
            if (passed >= rank)
                return std::clamp(numberAt({chunk, step}), m_least, m_greatest);
        }
    }
    return m_greatest;
}

double LogHistogram::percentBelow(qint64 number) const
{
    if (m_count == 0)
        return 0;
    const Place place = placeOf(std::clamp<qint64>(number, 0, Most));
    double below = 0;
    for (std::size_t chunk = 0; chunk < m_chunks.size() && chunk <= place.chunk; ++chunk) {
        for (std::size_t step = 0; step < m_chunks[chunk].size(); ++step) {
            if (chunk == place.chunk && step >= place.step) {
                below += step == place.step ? m_chunks[chunk][step] / 2.0 : 0;
                break;
            }
            below += m_chunks[chunk][step];
        }
    }
    return 100 * below / static_cast<double>(m_count);
}

std::vector<qint64> LogHistogram::octaves() const
{
    std::vector<qint64> octaves;
    for (std::size_t chunk = 0; chunk < m_chunks.size(); ++chunk) {
        for (std::size_t step = 0; step < m_chunks[chunk].size(); ++step) {
            const qint64 times = m_chunks[chunk][step];
            if (times == 0)
                continue;
            const auto first
                = chunk == 0 ? static_cast<quint64>(step) : quint64(Steps) << (chunk - 1);
            const auto digits = static_cast<std::size_t>(std::bit_width(first));
            if (digits >= octaves.size())
                octaves.resize(digits + 1);
            octaves[digits] += times;
        }
    }
    return octaves;
}

} // namespace Query
