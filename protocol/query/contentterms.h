// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/capture/textfinder.h"
#include "protocol/formats/packetdata.h"
#include "protocol/query/datamatcher.h"
#include "protocol/query/expression.h"

#include <QHash>

#include <array>
#include <map>
#include <memory>

namespace Query {

/// The terms that look into a message's contents.
class ContentTerms
{
public:
    /// What is asked of a row before its contents are looked at, where a term needsColumns(): the
    /// first columns of a condition.
    static const std::array<const char *, 2> Columns;
    static bool needsColumns(const Term &term);

    /// \a reader outlives it.
    explicit ContentTerms(Capture::StoreReader &reader)
        : m_reader(reader)
    {
    }

    /// SQL that holds wherever \a term may, or if not \a isWanted, wherever it may not.
    static QByteArray bound(const Term &term, bool isWanted);

    /// \a number is what \a term is called from now on.
    void add(std::size_t number, const Term &term);
    bool holds(std::size_t number, Capture::Candidate &candidate);

private:
    struct Look
    {
        Term term;
        std::unique_ptr<Capture::TextFinder> finder; ///< of Key::Text
        std::unique_ptr<DataMatcher> matcher; ///< of Key::Data
    };

    bool hasCode(const Term &term, Capture::Candidate &candidate) const;
    bool hasData(DataMatcher &matcher, Capture::Candidate &candidate);
    QByteArray dataOf(Capture::Id id);

    Capture::StoreReader &m_reader;
    std::map<std::size_t, Look> m_looks;
    Formats::PacketData m_data;
    QHash<Capture::Id, int> m_protocols; // of sessions
};

} // namespace Query
