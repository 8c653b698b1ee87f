// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/rowcandidate.h"

#include "protocol/capture/textfinder.h"

#include <algorithm>

namespace Capture {

namespace {

enum Column { Number, Message, Event, Namespace, Spill, First };

constexpr qint64 Window = qint64(256) << 10;

} // namespace

Id RowCandidate::message() const
{
    return m_row.integer(Message);
}

qint64 RowCandidate::value(std::size_t column) const
{
    return m_row.integer(First + static_cast<int>(column));
}

QByteArrayView RowCandidate::content()
{
    return m_row.view(First + m_columns);
}

bool RowCandidate::contains(const TextFinder &finder)
{
    const bool mayComeAgain = m_row.integer(Spill) != 0;
    if (!mayComeAgain)
        return look(finder);
    const auto known = m_known.constFind(&finder);
    if (known != m_known.constEnd() && known->first == message())
        return known->second;
    const bool isIn = look(finder);
    m_known.insert(&finder, {message(), isIn});
    return isIn;
}

bool RowCandidate::look(const TextFinder &finder)
{
    const QByteArrayView first = content();
    if (finder.isIn(first) || finder.isIn(m_row.view(Event)) || finder.isIn(m_row.view(Namespace)))
        return true;
    const Id spill = m_row.integer(Spill);
    if (spill == 0)
        return false;
    // Windows that overlap, so that nothing is missed where two of them meet.
    const qint64 overlap = std::max<qint64>(0, finder.size() - 1);
    for (qint64 offset = std::max<qint64>(0, first.size() - overlap);; offset += Window) {
        const QByteArray window
            = m_blobs.read("payload", message(), spill, offset, Window + overlap);
        if (finder.isIn(window))
            return true;
        if (window.size() < Window + overlap)
            return false;
    }
}

} // namespace Capture
