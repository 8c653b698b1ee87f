// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tapset.h"

#include "protocol/tap/relaycontext.h"
#include "protocol/tap/tap.h"

#include <map>

namespace Tap {

struct TapSet::InNetThread
{
    std::unique_ptr<RelayContext> context;
    std::map<quint32, std::unique_ptr<Tap>> taps; // by source; gone before the context
};

TapSet::TapSet(Net::NetThread &net, Capture::WireSink &sink, Capture::Id firstConnection,
               QObject *parent)
    : QObject(parent)
    , m_net(net)
    , m_inside(std::make_shared<InNetThread>())
{
    m_net.run([this, &sink, firstConnection] {
        m_inside->context
            = std::make_unique<RelayContext>(m_net.poller(), m_net.clock(), sink, firstConnection);
    });
}

TapSet::~TapSet()
{
    m_net.run([this] {
        m_inside->taps.clear();
        m_inside->context.reset();
    });
}

void TapSet::add(quint32 source, const TapOptions &options)
{
    auto counters = std::make_shared<TapCounters>();
    m_counters.insert(source, counters);
    m_net.post([this, source, options, counters] {
        auto tap = std::make_unique<Tap>(*m_inside->context, source, options, counters);
        const Tap::Started result = tap->start();
        if (result.error.isEmpty())
            m_inside->taps[source] = std::move(tap);
        QMetaObject::invokeMethod(
            this,
            [this, source, result] {
                if (result.error.isEmpty()) {
                    emit started(source, result.address);
                    return;
                }
                m_counters.remove(source);
                emit failed(source, result.error);
            },
            Qt::QueuedConnection);
    });
}

void TapSet::remove(quint32 source)
{
    m_net.post([this, source] {
        m_inside->taps.erase(source);
        QMetaObject::invokeMethod(
            this,
            [this, source] {
                m_counters.remove(source);
                emit removed(source);
            },
            Qt::QueuedConnection);
    });
}

TapCounts TapSet::counts(quint32 source) const
{
    const auto found = m_counters.constFind(source);
    return found == m_counters.cend() ? TapCounts {} : (*found)->read();
}

void TapSet::resume()
{
    // Without `this`: it may be called while the set goes.
    m_net.post([inside = m_inside] {
        if (inside->context)
            inside->context->resume();
    });
}

RelayContext &TapSet::relayContext()
{
    return *m_inside->context;
}

} // namespace Tap
