// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <optional>
#include <vector>

namespace Redaction {

/// Looks for many texts at once, of four bytes or more each.
///
/// A bit in a table of 64 K says whether any of them may begin with the next four bytes, so what
/// holds none of them is passed quickly, however many there are.
class Needles
{
public:
    static constexpr qsizetype LeastBytes = 4;

    /// Shorter ones are not looked for. \a tag comes back with what is found.
    void add(const QByteArray &text, quint32 tag);
    /// After the last add().
    void prepare();

    struct Hit
    {
        qsizetype offset = 0;
        qsizetype length = 0;
        quint32 tag = 0;
    };
    /// The first that begins at \a from or behind it; of those that begin together the longest.
    std::optional<Hit> find(QByteArrayView bytes, qsizetype from = 0) const;

    bool isEmpty() const { return m_needles.empty(); }
    qsizetype longest() const { return m_longest; }

private:
    struct Needle
    {
        quint32 beginning = 0;
        quint32 tag = 0;
        QByteArray text;
    };

    std::vector<Needle> m_needles; // by beginning, then longest first
    std::vector<bool> m_mayBegin;
    qsizetype m_longest = 0;
};

} // namespace Redaction
