// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/retired.h"
#include "protocol/tap/relay.h"
#include "protocol/tap/targetdialer.h"

#include <unordered_map>

namespace Tap {

/// The relays of one tap: makes them, and frees those that are done.
class RelaySet
{
public:
    /// The references outlive the set.
    RelaySet(RelayContext &context, quint32 source, TargetDialer &dialer, TapCounters &counters);
    /// Cuts what is open.
    ~RelaySet();
    Q_DISABLE_COPY_MOVE(RelaySet)

    /// Relays what \a client says, \a first before it, through \a translator, which may be null, as
    /// \a connection, a number of the context's; 0: the next one.
    void start(Net::Socket client, std::unique_ptr<Translator> translator,
               const QByteArray &first = {}, Capture::Id connection = 0);
    /// Resets all that is open.
    void cut();

private:
    void retire(Capture::Id connection);

    RelayContext &m_context;
    quint32 m_source;
    TargetDialer &m_dialer;
    TapCounters &m_counters;
    std::unordered_map<Capture::Id, std::unique_ptr<Relay>> m_relays; // by connection
    Net::Retired m_retired;
};

} // namespace Tap
