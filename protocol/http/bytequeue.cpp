// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/bytequeue.h"

#include <utility>

namespace Http {

void ByteQueue::append(QByteArray bytes)
{
    if (isEmpty()) {
        m_bytes = std::move(bytes);
        m_begin = 0;
        return;
    }
    // Moving what is left pays for itself: at least as much was taken since the last time.
    if (m_begin >= m_bytes.size() / 2) {
        m_bytes.remove(0, m_begin);
        m_begin = 0;
    }
    m_bytes.append(bytes);
}

void ByteQueue::drop(qsizetype count)
{
    m_begin += count;
    if (m_begin == m_bytes.size()) {
        m_bytes = {};
        m_begin = 0;
    }
}

QByteArray ByteQueue::take(qsizetype count)
{
    if (m_begin == 0 && count == m_bytes.size())
        return std::exchange(m_bytes, {});
    QByteArray taken = m_bytes.sliced(m_begin, count);
    drop(count);
    return taken;
}

} // namespace Http
