// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <chrono>
#include <span>
#include <vector>

/// Messages counted by time, in a bounded number of buckets of equal width.
///
/// A width is a power of two in microseconds. When the time outgrows the buckets, neighbours merge
/// and the width doubles: adding a message costs the same however many there are. Messages may
/// come in any order. Times outside the years 1970 to 9999 count at the nearest end.
class TimeBuckets
{
public:
    static constexpr int MaxBuckets = 8192; ///< a power of two

    struct Flow
    {
        qint64 messages = 0; ///< heartbeats too
        qint64 bytes = 0; ///< on the wire
        bool operator==(const Flow &other) const = default;
    };

    struct Bucket
    {
        Flow sent;
        Flow received;
        qint64 heartbeats = 0;
        qint64 problems = 0; ///< messages with one

        void add(const Bucket &other);
        qint64 messages() const { return sent.messages + received.messages; }
        bool operator==(const Bucket &other) const = default;
    };

    /// All of the time in cells of equal width, each of them one or more whole buckets.
    struct View
    {
        Capture::Time start; ///< of the first cell
        std::chrono::microseconds cellWidth {0};
        std::vector<Bucket> cells;

        std::chrono::microseconds width() const { return cellWidth * std::ssize(cells); }
        Capture::Time end() const { return start + width(); }
    };

    void add(const Capture::MessageTick &tick);
    void add(std::span<const Capture::MessageTick> ticks);

    bool isEmpty() const { return m_buckets.empty(); }
    std::chrono::microseconds bucketWidth() const;
    /// Of the earliest and the latest message.
    Capture::Time firstTime() const { return Capture::Time(std::chrono::microseconds(m_earliest)); }
    Capture::Time lastTime() const { return Capture::Time(std::chrono::microseconds(m_latest)); }
    const Bucket &total() const { return m_total; }
    /// In \a most cells or fewer; together they count what total() does. None while empty.
    View view(int most) const;

private:
    Bucket &at(qint64 number) { return m_buckets[slot(number)]; }
    const Bucket &at(qint64 number) const { return m_buckets[slot(number)]; }
    static std::size_t slot(qint64 number) { return static_cast<std::size_t>(number % MaxBuckets); }
    void makeRoomFor(qint64 time);
    void merge();

    // The bucket of a time has the number time / width and lies at number % MaxBuckets, so that
    // buckets are added at either end without moving any.
    std::vector<Bucket> m_buckets;
    int m_shift = 0; // the width is 1 << m_shift
    qint64 m_first = 0; // numbers of buckets
    qint64 m_last = 0;
    qint64 m_earliest = 0; // microseconds
    qint64 m_latest = 0;
    Bucket m_total;
};
