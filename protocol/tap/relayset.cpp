// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/relayset.h"

#include "protocol/tap/relaycontext.h"

namespace Tap {

RelaySet::RelaySet(RelayContext &context, quint32 source, TargetDialer &dialer,
                   TapCounters &counters)
    : m_context(context)
    , m_source(source)
    , m_dialer(dialer)
    , m_counters(counters)
{
}

RelaySet::~RelaySet()
{
    cut();
}

void RelaySet::start(Net::Socket client, std::unique_ptr<Translator> translator,
                     const QByteArray &first, Capture::Id connection)
{
    if (connection == 0)
        connection = m_context.nextConnection();
    auto relay
        = std::make_unique<Relay>(Relay::Setup {.context = m_context,
                                                .counters = m_counters,
                                                .connection = connection,
                                                .source = m_source,
                                                .target = m_dialer.target(),
                                                .translator = std::move(translator)},
                                  std::move(client), [this, connection] { retire(connection); });
    Relay &started = *m_relays.emplace(connection, std::move(relay)).first->second;
    started.start(m_dialer.dial(started), first);
}

void RelaySet::cut()
{
    for (const auto &[connection, relay] : m_relays)
        relay->cut();
    m_relays.clear();
}

void RelaySet::retire(Capture::Id connection)
{
    const auto found = m_relays.find(connection);
    if (found == m_relays.end())
        return;
    m_retired.add(std::move(found->second));
    m_relays.erase(found);
}

} // namespace Tap
