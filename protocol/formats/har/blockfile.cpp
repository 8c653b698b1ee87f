// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/blockfile.h"

#include <algorithm>

namespace Formats {

bool BlockFile::open(const QString &path)
{
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    m_size = m_file.size();
    return true;
}

void BlockFile::ask(qint64 offset)
{
    m_isStopped = m_isStopped || (m_goesOn && !m_goesOn(offset));
}

QByteArrayView BlockFile::at(qint64 offset)
{
    constexpr qint64 CallsBetweenAsking = 4096; // of what is in memory, a few milliseconds or less
    if (m_isStopped || offset < 0 || offset >= m_size)
        return {};
    const qint64 number = offset / BlockBytes;
    auto block = m_blocks.find(number);
    if (block == m_blocks.end()) {
        if (m_blocks.size() >= MaxBlocks)
            forgetOldest();
        block = m_blocks.insert(number, {});
        if (m_file.seek(number * BlockBytes))
            block->bytes = m_file.read(BlockBytes);
        ask(offset);
    }
    block->used = ++m_calls;
    if (m_calls % CallsBetweenAsking == 0)
        ask(offset);
    const qint64 within = offset - number * BlockBytes;
    return within < block->bytes.size() ? QByteArrayView(block->bytes).sliced(within)
                                        : QByteArrayView();
}

void BlockFile::forgetOldest()
{
    const auto oldest = std::min_element(
        m_blocks.cbegin(), m_blocks.cend(),
        [](const Block &one, const Block &other) { return one.used < other.used; });
    m_blocks.erase(oldest);
}

} // namespace Formats
