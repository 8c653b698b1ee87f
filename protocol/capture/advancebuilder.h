// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/advance.h"
#include "protocol/capture/rowlist.h"

#include <QHash>

namespace Capture {

/// Gathers what committed batches changed until a view is told of it.
class AdvanceBuilder
{
public:
    void add(const RecordBatch &batch);

    bool isEmpty() const { return m_isEmpty; }
    /// All of it; empty afterwards.
    Advance take();

private:
    bool m_isEmpty = true;
    Advance m_advance;
    IdSet m_exchanges; // all that were ever told
    IdSet m_altered; // messages, likewise
    Id m_lastFrame = 0;
    Totals m_totals;
    QHash<Id, std::size_t> m_connections; // where each is in m_advance
    QHash<Id, std::size_t> m_sessions;
    QHash<Id, std::size_t> m_memberships;
    QHash<Id, std::size_t> m_servers;
    QHash<Id, std::size_t> m_sockets;
};

} // namespace Capture
