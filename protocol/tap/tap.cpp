// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tap.h"

#include "protocol/tap/actingtranslator.h"
#include "protocol/tap/relaycontext.h"
#include "protocol/tap/requesttranslator.h"

namespace Tap {

Tap::Tap(RelayContext &context, quint32 source, TapOptions options,
         std::shared_ptr<TapCounters> counters, Acting::Desk::Tell tell, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_options(std::move(options))
    , m_counters(std::move(counters))
    , m_dialer(context,
               {m_options.target, m_options.tls, m_options.proxy, m_options.connectTimeout})
    , m_desk(
          source, [&context] { return context.now(); }, std::move(tell))
    , m_source(source)
    , m_relays(context, source, m_dialer, *m_counters)
{
    m_nextChange.setSingleShot(true);
    m_nextChange.callOnTimeout([this] { applyRules(); });
}

Tap::~Tap()
{
    stop();
}

Tap::Started Tap::start()
{
    const QByteArray error = listen();
    if (!error.isEmpty()) {
        m_listeners.clear();
        return {{}, error};
    }
    return {m_listeners.front()->address().toText(), {}};
}

QByteArray Tap::listen()
{
    const bool onLoopback = m_options.address.isEmpty();
    const auto address = Net::Address::fromLiteral(onLoopback ? QByteArrayView("127.0.0.1")
                                                              : QByteArrayView(m_options.address),
                                                   m_options.port);
    if (!address)
        return "\"" + m_options.address + "\" is no address to listen on.";
    const auto target = Net::Address::fromLiteral(m_options.target.host == "localhost"
                                                      ? QByteArrayView("127.0.0.1")
                                                      : QByteArrayView(m_options.target.host),
                                                  m_options.target.port);
    const bool reachesItself = target
        && (*target == *address || (address->isAny() && target->isLoopback()))
        && target->port() == address->port();
    if (reachesItself)
        return "A tap on " + address->toText() + " cannot have itself as its target.";

    const auto open = [this](const Net::Address &where) {
        auto listener = std::make_unique<Listener>(
            m_context.poller(), [this](Net::Socket client) { startRelay(std::move(client)); },
            [this] { m_counters->acceptPauses.fetch_add(1, std::memory_order_relaxed); });
        const int error = listener->listen(where);
        if (error == 0)
            m_listeners.push_back(std::move(listener));
        return error;
    };
    if (const int error = open(*address); error != 0) {
        return "Could not listen on " + address->toText() + ": " + Net::errorText(error) + '.';
    }
    // "localhost" is ::1 to some clients. Where that is taken, or not there, 127.0.0.1 does.
    const quint16 port = m_listeners.front()->address().port();
    const auto alias = Net::Address::fromLiteral("::1", port);
    if (onLoopback && alias && alias != target)
        open(*alias);
    return {};
}

void Tap::stop()
{
    m_listeners.clear();
    m_relays.cut();
}

void Tap::setRules(const std::shared_ptr<const Rules::CompiledRules> &rules)
{
    m_desk.setRules(rules);
    applyRules();
}

void Tap::applyRules()
{
    const auto next = m_desk.applyRules();
    if (!next) {
        m_nextChange.stop();
        return;
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - m_context.now());
    m_nextChange.start(std::max(wait, std::chrono::milliseconds(0)));
}

void Tap::startRelay(Net::Socket client)
{
    const Capture::Id connection = m_context.nextConnection();
    if (const auto by = m_desk.refusal(connection)) {
        refuse(std::move(client), connection, *by);
        return;
    }
    auto before
        = m_options.rewritesRequests() ? std::make_unique<RequestTranslator>(m_options) : nullptr;
    m_relays.start(std::move(client), std::make_unique<ActingTranslator>(m_desk, std::move(before)),
                   {}, connection);
}

/// A connection that no rule wants is seen all the same.
void Tap::refuse(Net::Socket client, Capture::Id connection, const QByteArray &by)
{
    const Capture::Time now = m_context.now();
    m_context.record(Capture::WireOpened {.connection = connection,
                                          .source = m_source,
                                          .time = now,
                                          .client = client.peerAddress().toText(),
                                          .target = m_options.target.hostAndPort(),
                                          .tls = m_options.target.isTls()});
    client.reset();
    m_context.record(
        Capture::WireClosed {connection, now, Problem::TapRule, "refused by the rule " + by});
}

} // namespace Tap
