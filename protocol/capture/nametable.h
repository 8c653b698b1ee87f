// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>

#include <array>
#include <vector>

namespace Capture {

/// Names as small numbers, in the order in which they were met. Number 0 is the empty name.
class NameTable
{
public:
    /// Longer names count as what they begin with.
    static constexpr qsizetype MostBytes = 1024;

    NameTable();

    /// Of \a name, which is added if it is new.
    quint32 numberOf(QByteArrayView name);
    /// \a number came from numberOf().
    const QByteArray &name(quint32 number) const { return m_names[number]; }
    quint32 size() const { return static_cast<quint32>(m_names.size()); }

private:
    std::vector<QByteArray> m_names;
    QHash<QByteArrayView, quint32> m_numbers; // views of m_names' bytes, which never move
    std::array<quint32, 16> m_recent {}; // numbers by a name's length and ends: few are many
};

} // namespace Capture
