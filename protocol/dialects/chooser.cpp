// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/chooser.h"

#include "protocol/dialects/dialecttable.h"

namespace Dialects {

Chooser::Chooser(const QByteArray &subprotocol, const QByteArray &path, Dialect except)
    : m_path(path)
    , m_except(except)
{
    for (const Entry &entry : dialectTable()) {
        if (!subprotocol.isEmpty() && entry.hasSubprotocol(subprotocol))
            m_found = entry.dialect;
    }
}

Dialect Chooser::look(const Unit &unit)
{
    if (isOver())
        return m_found;
    --m_left;
    for (const Entry &entry : dialectTable()) {
        if (entry.dialect == m_except)
            continue;
        const Likeness likeness = entry.likeness(unit);
        if (likeness == Likeness::Proves
            || (likeness == Likeness::Fits && entry.suitsPath(m_path))) {
            m_found = entry.dialect;
            break;
        }
    }
    return m_found;
}

} // namespace Dialects
