// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/selection.h"

Selection::Selection(QObject *parent)
    : QObject(parent)
{
}

void Selection::selectMessage(Capture::Id message, Capture::Id session, Capture::Id connection)
{
    set({.level = Level::Message,
         .message = message,
         .session = session,
         .connection = connection});
}

void Selection::selectFrame(Capture::Id frame, Capture::Id message, Capture::Id session,
                            Capture::Id connection)
{
    set({.level = Level::Frame,
         .message = message,
         .frame = frame,
         .session = session,
         .connection = connection});
}

void Selection::selectExchange(Capture::Id exchange, Capture::Id session, Capture::Id connection)
{
    set({.level = Level::Exchange,
         .exchange = exchange,
         .session = session,
         .connection = connection});
}

void Selection::selectSession(Capture::Id session)
{
    set({.level = Level::Session, .session = session});
}

void Selection::selectConnection(Capture::Id connection, Capture::Id session)
{
    set({.level = Level::Connection, .session = session, .connection = connection});
}

void Selection::clear()
{
    set({});
}

void Selection::set(const Item &item)
{
    if (m_item == item)
        return;
    m_item = item;
    emit changed();
}
