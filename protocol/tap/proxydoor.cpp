// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/proxydoor.h"

#include "protocol/tap/relaycontext.h"

#include <utility>

namespace Tap {

ProxyDoor::ProxyDoor(RelayContext &context, ProxyGreeting greeting, Net::Socket client, Done done)
    : m_context(context)
    , m_greeting(std::move(greeting))
    , m_client(context.poller(), *this, std::move(client))
    , m_done(std::move(done))
{
}

void ProxyDoor::open()
{
    if (m_client.watch() != 0)
        leave({}, {});
}

void ProxyDoor::endpointReady()
{
    const std::span<char> buffer = m_context.buffer();
    while (m_done) {
        const Endpoint::Transfer got
            = m_client.read(buffer.data(), static_cast<qsizetype>(buffer.size()));
        if (got.outcome == Endpoint::Outcome::Later)
            return;
        if (got.outcome != Endpoint::Outcome::Done) {
            leave({}, {});
            return;
        }
        const QByteArray answer = m_greeting.feed(QByteArray(buffer.data(), got.bytes));
        // Some hundred bytes: whoever asks so often that they do not fit does not read them.
        m_client.write(answer.constData(), answer.size());
        if (m_greeting.state() == ProxyGreeting::State::Accepted) {
            leave(m_client.release(), m_greeting.first());
        } else if (m_greeting.state() == ProxyGreeting::State::Ended) {
            m_client.finish();
            leave({}, {});
        }
    }
}

void ProxyDoor::leave(Net::Socket client, const QByteArray &first)
{
    m_client.close();
    std::exchange(m_done, {})(std::move(client), first);
}

} // namespace Tap
