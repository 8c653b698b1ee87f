// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/site.h"

#include "protocol/rules/compiledrules.h"
#include "protocol/tap/tapspec.h"

#include <optional>

namespace Compare {

namespace {

using namespace std::chrono_literals;

constexpr auto Patience = 10s;

Server::EchoSite::Options echoOptions(const Site::Behaviour &behaviour)
{
    Server::EchoSite::Options options;
    options.engine.deflate = true;
    options.engine.maxPayload = qint64(64) << 20;
    if (behaviour.msgpack)
        options.sockets.namespaces.parser = Server::Parser::Msgpack;
    if (behaviour.recovers)
        options.sockets.namespaces.recovery = 2min;
    return options;
}

} // namespace

Site::Site(Threads &threads, const Target &target)
    : m_threads(threads)
    , m_target(target)
    , m_url(target.url)
{
}

const Site::Door &Site::door(const Behaviour &behaviour)
{
    const Behaviour asked = m_target.isEmbedded() ? behaviour : Behaviour();
    const auto found = m_doors.find(asked);
    if (found != m_doors.end())
        return found->second;
    return m_doors.emplace(asked, makeDoor(asked)).first->second;
}

Site::Door Site::makeDoor(const Behaviour &behaviour)
{
    Door door;
    Tap::TargetUrl target;
    if (m_target.isEmbedded()) {
        door.error = startServer(behaviour, &target);
        if (m_url.isEmpty())
            m_url = target.toText();
    } else {
        const auto parsed = Tap::TapSpec::parseTarget(m_target.url);
        if (parsed.value)
            target = *parsed.value;
        else
            door.error = parsed.error;
    }
    if (door.error.isEmpty())
        door.error = addTap(m_taps, target, &door.measured);
    if (door.error.isEmpty())
        door.error = addTap(m_asideTaps, target, &door.aside);
    return door;
}

QByteArray Site::startServer(const Behaviour &behaviour, Tap::TargetUrl *target)
{
    auto server = std::make_unique<Server::DemoServer>(m_threads.server);
    server->setEcho(echoOptions(behaviour));
    const auto started = server->start();
    const auto parsed = Tap::TapSpec::parseTarget("http://" + started.address);
    m_servers[behaviour] = std::move(server);
    if (!started.error.isEmpty() || !parsed.value)
        return started.error.isEmpty() ? parsed.error : started.error;
    *target = *parsed.value;
    return {};
}

QByteArray Site::addTap(Tap::TapSet &taps, const Tap::TargetUrl &target, QByteArray *address)
{
    Tap::TapOptions options;
    options.address = QByteArrayLiteral("127.0.0.1");
    options.target = target;
    options.tls = m_target.tls;
    options.proxy = m_target.proxy;
    std::optional<QByteArray> error;
    QObject hearer;
    QObject::connect(&taps, &Tap::TapSet::started, &hearer,
                     [&](quint32 /*source*/, const QByteArray &where) {
                         *address = where;
                         error = QByteArray();
                         m_threads.ring();
                     });
    QObject::connect(&taps, &Tap::TapSet::failed, &hearer,
                     [&](quint32 /*source*/, const QByteArray &why) {
                         error = why;
                         m_threads.ring();
                     });
    taps.add(++m_lastSource, options);
    m_threads.wait(Patience, [&] { return error.has_value(); });
    return error.value_or(QByteArrayLiteral("There is no tap in front of the server."));
}

std::vector<Capture::WireEvent> Site::takeOf(WireLog &log)
{
    std::vector<Capture::WireEvent> events;
    m_threads.taps.run([&] { events = log.take(); });
    if (!events.empty())
        m_taps.resume();
    return events;
}

void Site::settle()
{
    constexpr auto Quiet = 3ms;
    constexpr int Looks = 50;
    constexpr int QuietLooks = 4; // a greeting may take its time on a busy machine
    qint64 before = -1;
    int quiet = 0;
    for (int look = 0; look < Looks && quiet < QuietLooks; ++look) {
        qint64 now = 0;
        m_threads.taps.run([&] { now = m_log.events(); });
        if (m_threads.isCancelled())
            return;
        quiet = now == before ? quiet + 1 : 0;
        before = now;
        m_threads.sleep(Quiet);
    }
}

void Site::noteUnheard(bool isSocketIo, Work work, const QByteArray &failure)
{
    m_unheard.emplace(std::pair(isSocketIo, work), failure);
}

QByteArray Site::unheard(bool isSocketIo, Work work) const
{
    const auto found = m_unheard.find({isSocketIo, work});
    return found == m_unheard.end() ? QByteArray() : found->second;
}

void Site::setRules(const std::vector<Rules::Rule> &rules)
{
    std::shared_ptr<const Rules::CompiledRules> compiled;
    if (!rules.empty()) {
        Rules::RuleList list;
        list.rules = rules;
        auto result = Rules::CompiledRules::of(std::move(list));
        if (auto *good = std::get_if<std::shared_ptr<const Rules::CompiledRules>>(&result))
            compiled = *good;
    }
    m_taps.setRules(compiled);
}

} // namespace Compare
