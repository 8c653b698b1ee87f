// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/comparison.h"

#include <algorithm>
#include <vector>

namespace {

constexpr qsizetype MostCompared = qsizetype(4) << 20; // pairs of lines

/// The longest common part of the lines from each place on.
class CommonLines
{
public:
    CommonLines(const QStringList &before, const QStringList &after)
        : m_width(static_cast<std::size_t>(after.size()) + 1)
        , m_lengths((static_cast<std::size_t>(before.size()) + 1) * m_width)
    {
        for (qsizetype i = before.size() - 1; i >= 0; --i) {
            for (qsizetype j = after.size() - 1; j >= 0; --j)
                m_lengths[place(i, j)] = before[i] == after[j]
                    ? at(i + 1, j + 1) + 1
                    : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    quint32 at(qsizetype i, qsizetype j) const { return m_lengths[place(i, j)]; }

private:
    std::size_t place(qsizetype i, qsizetype j) const
    {
        return static_cast<std::size_t>(i) * m_width + static_cast<std::size_t>(j);
    }

    std::size_t m_width;
    std::vector<quint32> m_lengths;
};

} // namespace

QStringList compareLines(const QStringList &before, const QStringList &after)
{
    qsizetype front = 0;
    const qsizetype shorter = std::min(before.size(), after.size());
    while (front < shorter && before[front] == after[front])
        ++front;
    qsizetype back = 0;
    while (back < shorter - front
           && before[before.size() - 1 - back] == after[after.size() - 1 - back])
        ++back;
    const QStringList gone = before.mid(front, before.size() - front - back);
    const QStringList come = after.mid(front, after.size() - front - back);

    QStringList lines;
    const auto add
        = [&lines](const char *sign, const QString &line) { lines << QLatin1String(sign) + line; };
    for (qsizetype i = 0; i < front; ++i)
        add("  ", before[i]);
    qsizetype i = 0;
    qsizetype j = 0;
    if (gone.size() * come.size() <= MostCompared) {
        const CommonLines common(gone, come);
        while (i < gone.size() && j < come.size()) {
            if (gone[i] == come[j]) {
                add("  ", gone[i]);
                ++i;
                ++j;
            } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
                add("- ", gone[i++]);
            } else {
                add("+ ", come[j++]);
            }
        }
    }
    for (; i < gone.size(); ++i)
        add("- ", gone[i]);
    for (; j < come.size(); ++j)
        add("+ ", come[j]);
    for (qsizetype k = before.size() - back; k < before.size(); ++k)
        add("  ", before[k]);
    return lines;
}
