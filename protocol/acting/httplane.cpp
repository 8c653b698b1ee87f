// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/httplane.h"

#include <algorithm>
#include <utility>

namespace Acting {

void HttpStream::feed(const QByteArray &bytes, bool passed)
{
    decoder.feed(bytes);
    if (passed)
        m_gone += bytes.size();
    else
        m_raw += bytes;
}

QByteArray HttpStream::takeTo(qint64 offset)
{
    const qsizetype size = std::clamp<qint64>(offset - m_gone, 0, m_raw.size());
    m_gone += size;
    if (size == m_raw.size())
        return std::exchange(m_raw, {});
    QByteArray taken = m_raw.first(size);
    m_raw.remove(0, size);
    return taken;
}

QByteArray HttpStream::takeAll()
{
    m_gone += m_raw.size();
    return std::exchange(m_raw, {});
}

HttpStream::Rest HttpStream::takeRest()
{
    QByteArray passed = decoder.takeRest();
    passed.chop(std::min(passed.size(), m_raw.size()));
    return {passed, takeAll()};
}

std::optional<Capture::Time> HttpPart::whenReady() const
{
    if (!body)
        return readyAt;
    const auto ready = body->readyAt();
    return ready ? std::optional(std::max(*ready, readyAt)) : std::nullopt;
}

} // namespace Acting
