// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/netthread.h"
#include "protocol/server/echosite.h"

#include <memory>

namespace Server {

/// The embedded server with something to show, a ChatSite, or with what clients are tried against,
/// an EchoSite. It listens on loopback only.
///
/// For the thread that made the NetThread; the server itself lives in there.
class DemoServer
{
public:
    /// Where it listens ("127.0.0.1:41233"), or a sentence that says why it doesn't.
    struct Started
    {
        QByteArray address;
        QByteArray error;
    };

    /// \a thread outlives it.
    explicit DemoServer(Net::NetThread &thread);
    /// Stops.
    ~DemoServer();
    Q_DISABLE_COPY_MOVE(DemoServer)

    /// From the next start on the chat has an admin namespace.
    void setAdmin(const AdminNamespace::Options &options) { m_admin = options; }
    /// From the next start on it is an EchoSite.
    void setEcho(const EchoSite::Options &options) { m_echo = options; }
    /// \a host is a literal loopback address; port 0 picks one.
    Started start(const QByteArray &host = QByteArrayLiteral("127.0.0.1"), quint16 port = 0);
    /// Closes all that is open.
    void stop();

private:
    class Parts;

    Net::NetThread &m_thread;
    std::optional<AdminNamespace::Options> m_admin;
    std::optional<EchoSite::Options> m_echo;
    std::unique_ptr<Parts> m_parts; // made, used and freed in the net thread
};

} // namespace Server
