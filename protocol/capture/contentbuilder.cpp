// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/contentbuilder.h"

#include <utility>

namespace Capture {

ContentBuilder::ContentBuilder(Collector &collector, AssemblyBudget &budget, Store store)
    : m_collector(collector)
    , m_budget(budget)
    , m_store(store)
{
}

ContentBuilder::~ContentBuilder()
{
    m_budget.used -= m_held;
}

void ContentBuilder::append(QByteArray bytes)
{
    const qint64 size = bytes.size();
    if (m_store == Store::Hidden || (m_store == Store::Late && m_content.spill != 0))
        bytes.fill('*');
    m_content.size += size;
    if (m_content.spill != 0) {
        m_pending.append(bytes);
        flushPieces(false);
        return;
    }
    if (m_content.bytes.isEmpty())
        m_content.bytes = std::move(bytes);
    else
        m_content.bytes.append(bytes);
    hold(m_content.bytes.size());
    const bool isLong = m_content.bytes.size() > Collector::InlineBytes;
    const bool isTooLong = m_store == Store::Late
        ? m_content.bytes.size() > MaxHiddenBytes
        : m_content.bytes.size() > MaxWholeBytes || m_budget.used > m_budget.limit;
    if (isLong && isTooLong)
        spill();
}

Content ContentBuilder::take()
{
    if (m_content.spill != 0)
        flushPieces(true);
    hold(0);
    m_pieces = 0;
    return std::exchange(m_content, {});
}

void ContentBuilder::spill()
{
    m_content.spill = m_collector.newSpill();
    m_pending = m_content.bytes.sliced(Collector::HeadBytes);
    m_content.bytes.truncate(Collector::HeadBytes);
    m_content.bytes.squeeze();
    if (m_store == Store::Late)
        m_pending.fill('*');
    hold(m_content.bytes.size());
    flushPieces(false);
}

void ContentBuilder::flushPieces(bool all)
{
    qint64 begin = 0;
    while (m_pending.size() - begin >= Collector::PieceBytes || (all && begin < m_pending.size())) {
        const qint64 length = std::min(Collector::PieceBytes, m_pending.size() - begin);
        m_collector.add(SpillPiece {.spill = m_content.spill,
                                    .number = m_pieces++,
                                    .bytes = m_pending.sliced(begin, length)});
        begin += length;
    }
    if (begin > 0)
        m_pending = m_pending.sliced(begin);
}

void ContentBuilder::hold(qint64 bytes)
{
    m_budget.used += bytes - m_held;
    m_held = bytes;
}

} // namespace Capture
