// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/alterationinserter.h"

#include "protocol/capture/schema.h"

namespace Capture {

bool AlterationInserter::prepare(sqlite3 *database)
{
    return m_insert.prepare(database,
                            "INSERT OR REPLACE INTO alteration_row SELECT ?1,?2,?3,?4,?5,?6,?7,?8 "
                            "WHERE EXISTS(SELECT 1 FROM message_row WHERE id=?2)")
        && m_message.prepare(database,
                             "UPDATE message_row SET changed=(SELECT group_concat(done_by, ', ') "
                             "FROM (SELECT done_by FROM alteration_row WHERE id BETWEEN ?1 AND ?2 "
                             "GROUP BY done_by ORDER BY min(id))) WHERE id=?3");
}

bool AlterationInserter::insert(const AlterationRecord &record)
{
    const Alteration &alteration = record.alteration;
    const Id first = record.message * MostAlterations;
    m_insert.bind(first + static_cast<Id>(alteration.what))
        .bind(record.message)
        .bind(static_cast<int>(alteration.what))
        .bindText(alteration.by)
        .bindTime(record.time)
        .bind(alteration.heldUs);
    if (alteration.what == Alteration::What::Replaced)
        m_insert.bindContent(alteration.other).bind(alteration.otherIsBinary ? 1 : 0);
    else
        m_insert.bindNull().bindNull();
    return m_insert.run()
        && m_message.bind(first).bind(first + MostAlterations - 1).bind(record.message).run();
}

} // namespace Capture
