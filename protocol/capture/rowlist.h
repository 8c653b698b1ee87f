// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>

#include <vector>

namespace Capture {

/// Row numbers in a compact list: about a byte each. A list is stored in parts of at most PartSize
/// numbers; a part can be read without the others.
class RowListPart
{
public:
    static constexpr int PartSize = 4096;

    void append(Id id);
    void clear();

    int size() const { return m_size; }
    bool isFull() const { return m_size >= PartSize; }
    /// Each number as the difference from the one before (zigzag, 7 bits a byte, low bits first).
    const QByteArray &bytes() const { return m_bytes; }

    /// Appends the numbers in \a bytes to \a ids. False, and as many as there are, if the bytes
    /// end in the middle of a number.
    static bool read(QByteArrayView bytes, std::vector<Id> &ids);

private:
    QByteArray m_bytes;
    Id m_last = 0;
    int m_size = 0;
};

/// A set of row numbers that have no large holes: a bit each.
class IdSet
{
public:
    /// False if it was in the set.
    bool insert(Id id);
    void clear() { m_bits.clear(); }

private:
    std::vector<bool> m_bits;
};

} // namespace Capture
