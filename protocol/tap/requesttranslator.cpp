// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/requesttranslator.h"

#include <utility>

namespace Tap {

using Capture::Direction;

void RequestTranslator::observe(Direction /*direction*/, const QByteArray &bytes)
{
    const bool waited = m_requests.isWaiting();
    m_requests.observeResponse(bytes);
    if (waited && !m_requests.isWaiting())
        m_out += m_requests.takeHeld();
}

void RequestTranslator::feed(Direction /*direction*/, QByteArray bytes)
{
    m_out = m_requests.feed(std::move(bytes));
}

QByteArray RequestTranslator::take(Direction direction)
{
    return direction == Direction::Sent ? std::exchange(m_out, {}) : QByteArray();
}

void RequestTranslator::finish(Direction direction, const std::optional<Failure> & /*failure*/)
{
    if (direction == Direction::Sent)
        m_out += m_requests.finish();
}

std::vector<Capture::WireEvent> RequestTranslator::takeNotes()
{
    std::vector<Capture::WireEvent> notes;
    for (QByteArray &change : m_requests.takeChanges())
        notes.emplace_back(Capture::WireChanged {.what = std::move(change)});
    return notes;
}

bool RequestTranslator::isWaiting(Direction direction) const
{
    return direction == Direction::Sent && m_requests.isWaiting();
}

} // namespace Tap
