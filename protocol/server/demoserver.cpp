// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/demoserver.h"

#include "protocol/server/chatsite.h"

namespace Server {

/// What makes up the server; lives in the net thread.
class DemoServer::Parts
{
public:
    Parts(Net::Poller &poller, const std::optional<AdminNamespace::Options> &admin,
          const std::optional<EchoSite::Options> &echo)
        : m_server(poller)
    {
        if (echo)
            m_echo.emplace(m_server, *echo);
        else
            m_chat.emplace(m_server, admin);
    }

    Started listen(const Net::Address &address)
    {
        if (const int error = m_server.listen(address); error != 0) {
            return {{},
                    "The demo server could not listen on " + address.toText() + ": "
                        + Net::errorText(error) + '.'};
        }
        return {m_server.address().toText(), {}};
    }

private:
    Server m_server; // the last to go
    std::optional<ChatSite> m_chat;
    std::optional<EchoSite> m_echo;
};

DemoServer::DemoServer(Net::NetThread &thread)
    : m_thread(thread)
{
}

DemoServer::~DemoServer()
{
    stop();
}

DemoServer::Started DemoServer::start(const QByteArray &host, quint16 port)
{
    stop();
    const auto address = Net::Address::fromLiteral(host, port);
    if (!address || !address->isLoopback())
        return {{}, "The demo server listens on loopback addresses only, not on \"" + host + "\"."};
    Started started;
    m_thread.run([&] {
        m_parts = std::make_unique<Parts>(m_thread.poller(), m_admin, m_echo);
        started = m_parts->listen(*address);
        if (!started.error.isEmpty())
            m_parts.reset();
    });
    return started;
}

void DemoServer::stop()
{
    if (m_parts != nullptr)
        m_thread.run([this] { m_parts.reset(); });
}

} // namespace Server
