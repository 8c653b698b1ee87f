// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tapset.h"

#include "protocol/tap/relaycontext.h"
#include "protocol/tap/tap.h"

#include <QTimer>

#include <algorithm>
#include <map>

namespace Tap {

namespace {

constexpr std::chrono::milliseconds TellUsesEvery {100};

} // namespace

struct TapSet::InNetThread
{
    std::unique_ptr<RelayContext> context;
    std::shared_ptr<const Rules::CompiledRules> rules;
    std::unique_ptr<QTimer> usesTimer; // runs while there are uses to tell of
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
        m_inside->usesTimer = std::make_unique<QTimer>();
        m_inside->usesTimer->setSingleShot(true);
        m_inside->usesTimer->setInterval(TellUsesEvery);
        m_inside->usesTimer->callOnTimeout([this] { tellUses(); });
    });
}

TapSet::~TapSet()
{
    m_net.run([this] {
        m_inside->taps.clear();
        m_inside->usesTimer.reset();
        m_inside->context.reset();
    });
}

void TapSet::add(quint32 source, const TapOptions &options)
{
    auto counters = std::make_shared<TapCounters>();
    m_counters.insert(source, counters);
    m_net.post([this, source, options, counters] {
        auto tap
            = std::make_unique<Tap>(*m_inside->context, source, options, counters, tellFor(source));
        tap->setRules(m_inside->rules);
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

void TapSet::setRules(const std::shared_ptr<const Rules::CompiledRules> &rules)
{
    m_net.post([this, rules] {
        m_inside->rules = rules;
        for (const auto &[source, tap] : m_inside->taps)
            tap->setRules(rules);
        tellUses();
    });
}

void TapSet::inject(quint32 source, const Acting::Injection &injection)
{
    m_net.post([this, source, injection] {
        const auto tap = m_inside->taps.find(source);
        if (tap != m_inside->taps.end()) {
            tap->second->desk().inject(injection);
            return;
        }
        tellFor(source).news({.number = injection.number,
                              .state = Acting::InjectionNews::State::Failed,
                              .error = "That tap is not there any more."});
    });
}

void TapSet::decide(quint32 source, quint64 held, const Acting::HeldVerdict &verdict)
{
    m_net.post([this, source, held, verdict] {
        const auto tap = m_inside->taps.find(source);
        QByteArray error = "That tap is not there any more.";
        if (tap != m_inside->taps.end() && tap->second->desk().decide(held, verdict, &error))
            return;
        QMetaObject::invokeMethod(
            this, [this, source, held, error] { emit decisionFailed(source, held, error); },
            Qt::QueuedConnection);
    });
}

/// In the net thread: what happens there is told in the thread of the set.
Acting::Desk::Tell TapSet::tellFor(quint32 source)
{
    const auto later = [this](auto &&tell) {
        QMetaObject::invokeMethod(this, std::forward<decltype(tell)>(tell), Qt::QueuedConnection);
    };
    return {.held =
                [this, later](const Acting::HeldMessage &message) {
                    later([this, message] { emit messageHeld(message); });
                },
            .letGo
            = [this, later, source](
                  quint64 id) { later([this, source, id] { emit messageLetGo(source, id); }); },
            .news =
                [this, later, source](const Acting::InjectionNews &news) {
                    later([this, source, news] { emit injectionNews(source, news); });
                },
            .acted =
                [this] {
                    if (m_inside->usesTimer && !m_inside->usesTimer->isActive())
                        m_inside->usesTimer->start();
                },
            .later = [&net = m_net](std::function<void()> call) { net.post(std::move(call)); }};
}

void TapSet::tellUses()
{
    Rules::Uses sum;
    for (const auto &[source, tap] : m_inside->taps) {
        const Rules::Judge *judge = tap->desk().judge();
        if (!judge)
            continue;
        const Rules::Uses &uses = judge->uses();
        sum.resize(std::max(sum.size(), uses.size()));
        for (std::size_t i = 0; i < uses.size(); ++i)
            sum[i] += uses[i];
    }
    QMetaObject::invokeMethod(
        this, [this, sum] { emit usesChanged(sum); }, Qt::QueuedConnection);
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
