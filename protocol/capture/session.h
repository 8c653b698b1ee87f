// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/collector.h"

namespace Capture {

/// A session as it is being decoded: its record, and whether that changed since it was gathered.
class Session
{
public:
    Session(Collector &collector, SessionRecord record);

    const SessionRecord &record() const { return m_record; }
    SessionRecord &change()
    {
        m_isDirty = true;
        return m_record;
    }

    /// Adds the message to the capture and to the sums of the session. Returns its number.
    Id add(MessageRecord &&message);
    /// The same of one that did not cross the target side: it cost nothing.
    Id addUncrossed(MessageRecord &&message, const Alteration &alteration);

    /// Says that the session is over; the first reason counts.
    void close(Time time, const QByteArray &reason);
    bool isClosed() const { return m_record.state == SessionRecord::State::Closed; }

    /// Gathers the record if it changed.
    void flush();

private:
    Collector &m_collector;
    SessionRecord m_record;
    bool m_isDirty = true;
};

} // namespace Capture
