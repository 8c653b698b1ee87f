// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/needles.h"

#include <algorithm>
#include <cstring>

namespace Redaction {

namespace {

constexpr std::size_t TableSize = std::size_t(1) << 16U;

quint32 beginningOf(const char *bytes)
{
    quint32 beginning = 0;
    std::memcpy(&beginning, bytes, sizeof(beginning));
    return beginning;
}

std::size_t slotOf(quint32 beginning)
{
    return (beginning * 2654435761U) >> 16U;
}

} // namespace

void Needles::add(const QByteArray &text, quint32 tag)
{
    if (text.size() < LeastBytes)
        return;
    m_needles.push_back({beginningOf(text.constData()), tag, text});
    m_longest = std::max(m_longest, text.size());
}

void Needles::prepare()
{
    std::stable_sort(m_needles.begin(), m_needles.end(), [](const Needle &a, const Needle &b) {
        return a.beginning != b.beginning ? a.beginning < b.beginning
                                          : a.text.size() > b.text.size();
    });
    m_mayBegin.assign(TableSize, false);
    for (const Needle &needle : m_needles)
        m_mayBegin[slotOf(needle.beginning)] = true;
}

std::optional<Needles::Hit> Needles::find(QByteArrayView bytes, qsizetype from) const
{
    if (m_needles.empty())
        return std::nullopt;
    for (qsizetype i = from; i + LeastBytes <= bytes.size(); ++i) {
        const quint32 beginning = beginningOf(bytes.data() + i);
        if (!m_mayBegin[slotOf(beginning)])
            continue;
        auto needle = std::lower_bound(
            m_needles.begin(), m_needles.end(), beginning,
            [](const Needle &a, quint32 wanted) { return a.beginning < wanted; });
        for (; needle != m_needles.end() && needle->beginning == beginning; ++needle) {
            if (bytes.sliced(i).startsWith(needle->text))
                return Hit {i, needle->text.size(), needle->tag};
        }
    }
    return std::nullopt;
}

} // namespace Redaction
