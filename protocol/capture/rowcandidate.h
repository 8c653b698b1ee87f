// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/blobreader.h"
#include "protocol/capture/condition.h"
#include "protocol/capture/statement.h"

#include <QHash>

namespace Capture {

/// A Candidate that is the current row of a statement, with these columns and then its condition's:
/// its own number, its message's, event, namespace, spill; behind those of the condition the first
/// part of the content.
class RowCandidate final : public Candidate
{
public:
    static constexpr const char *Columns = "m.id, m.event, m.namespace, p.spill";

    RowCandidate(Statement &row, BlobReader &blobs)
        : m_row(row)
        , m_blobs(blobs)
    {
    }
    /// \a columns is how many its condition has.
    void setColumns(std::size_t columns) { m_columns = static_cast<int>(columns); }

    Id message() const override;
    qint64 value(std::size_t column) const override;
    bool contains(const TextFinder &finder) override;
    QByteArrayView content() override;

private:
    bool look(const TextFinder &finder);

    Statement &m_row;
    BlobReader &m_blobs;
    int m_columns = 0;
    // The many frames of a long message have one answer.
    QHash<const TextFinder *, std::pair<Id, bool>> m_known;
};

} // namespace Capture
