// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/query/expression.h"

namespace Query {

/// Writes terms as SQL for StoreReader::choose(). Terms that look into contents have none.
class SqlTerms
{
public:
    /// \a texts takes what the SQL refers to.
    SqlTerms(Capture::StoreReader::Rows rows, QByteArrayList &texts);

    static bool isSql(const Term &term);

    /// 1 where \a term holds, else 0; never NULL.
    QByteArray of(const Term &term);

private:
    QByteArray textParameter(const QByteArray &text);
    QByteArray pattern(const QByteArray &value, const Term &term);
    QByteArray words(const QByteArray &column, const Term &term);
    QByteArray compare(const QByteArray &value, const Term &term) const;
    QByteArray moment(const Term &term) const;
    QByteArray frame(const Term &term);
    static QByteArray onlyFrameHas(qint64 opCode);
    QByteArray session(const Term &term);
    QByteArray room(const Term &term);
    QByteArray source(const Term &term);
    QByteArray path(const Term &term);
    QByteArray changed(const Term &term);
    static QByteArray property(Property property);

    Capture::StoreReader::Rows m_rows;
    QByteArrayList &m_texts;
};

} // namespace Query
