// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/demoserver.h"

#include "protocol/server/demochat.h"
#include "protocol/server/demopage.h"
#include "protocol/server/echoendpoint.h"
#include "protocol/server/server.h"
#include "protocol/server/socketserver.h"
#include "protocol/server/tickerendpoint.h"

namespace Server {

/// What makes up the server; lives in the net thread.
class DemoServer::Parts
{
public:
    Parts(Net::Poller &poller, const std::optional<AdminNamespace::Options> &admin)
        : m_server(poller)
    {
        if (admin)
            m_admin.emplace(m_sockets, *admin);
        m_sockets.at("/trade").admit = [](const QByteArray & /*auth*/) {
            return QByteArray(
                R"({"message":"not authorized","data":{"code":"E_AUTH","retry":false}})");
        };
        m_server.setHandler("/", [](const auto &exchange) {
            exchange->respond(Response::text("text/html; charset=UTF-8", demoPage()));
        });
        m_server.setHandler("/echo", serveEcho);
        m_server.setHandler("/ticker", [this](const auto &exchange) { m_ticker.serve(exchange); });
        m_server.setHandler("/socket.io/",
                            [this](const auto &exchange) { m_engine.handle(exchange); });
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
    static EngineOptions engineOptions()
    {
        EngineOptions options;
        options.deflate = true;
        return options;
    }

    // The applications go first, then the layers from the top, last the connections.
    Server m_server;
    EngineServer m_engine {engineOptions()};
    SocketServer m_sockets {m_engine};
    std::optional<AdminNamespace> m_admin;
    TickerEndpoint m_ticker;
    DemoChat m_lobby {m_sockets.at("/")};
    DemoChat m_chat {m_sockets.at("/chat")};
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
        m_parts = std::make_unique<Parts>(m_thread.poller(), m_admin);
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
