// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/annotationinserter.h"

namespace Capture {

bool AnnotationInserter::prepare(sqlite3 *database)
{
    return m_insert.prepare(database, insertInto("annotation", 3).constData())
        && m_remove.prepare(database, "DELETE FROM annotation WHERE id=?");
}

bool AnnotationInserter::insert(const Annotation &annotation)
{
    if (annotation.isEmpty())
        return m_remove.bind(annotation.message).run();
    m_insert.bind(annotation.message).bind(annotation.isBookmarked ? 1 : 0);
    return m_insert.bindText(annotation.note).run();
}

} // namespace Capture
