// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/annotationinserter.h"

namespace Capture {

bool AnnotationInserter::prepare(sqlite3 *database)
{
    return m_insert.prepare(database, insertInto("annotation", 3).constData())
        && m_remove.prepare(database, "DELETE FROM annotation WHERE id=?")
        && m_insertNote.prepare(database, insertInto("session_note", 2).constData())
        && m_removeNote.prepare(database, "DELETE FROM session_note WHERE id=?")
        && m_insertProperty.prepare(database, insertInto("property", 2).constData())
        && m_removeProperty.prepare(database, "DELETE FROM property WHERE name=?");
}

bool AnnotationInserter::insert(const Annotation &annotation)
{
    if (annotation.isEmpty())
        return m_remove.bind(annotation.message).run();
    m_insert.bind(annotation.message).bind(annotation.isBookmarked ? 1 : 0);
    return m_insert.bindText(annotation.note).run();
}

bool AnnotationInserter::insert(const SessionNote &note)
{
    if (note.note.isEmpty())
        return m_removeNote.bind(note.session).run();
    return m_insertNote.bind(note.session).bindText(note.note).run();
}

bool AnnotationInserter::insert(const About &about)
{
    return setProperty("title", about.title) && setProperty("description", about.description);
}

bool AnnotationInserter::setProperty(const char *name, const QByteArray &value)
{
    if (value.isEmpty())
        return m_removeProperty.bindText(name).run();
    return m_insertProperty.bindText(name).bindText(value).run();
}

} // namespace Capture
