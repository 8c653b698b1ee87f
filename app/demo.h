// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/democrowd.h"
#include "protocol/server/demoserver.h"

#include <QString>

/// The demo of a window: the embedded server with an admin namespace, and the crowd that talks to
/// it through a tap.
class Demo
{
public:
    /// \a net outlives it.
    explicit Demo(Net::NetThread &net);

    /// False, and why in \a error, if the server cannot listen.
    bool startServer(QString *error);
    /// What the tap is to point at.
    QString serverUrl() const { return m_serverUrl; }

    /// The number of the tap in front of the server.
    void setTap(quint32 source) { m_tap = source; }
    quint32 tap() const { return m_tap; }
    /// Lets the crowd in, through the tap that listens at \a address.
    void startClients(const QString &address);

private:
    Server::DemoServer m_server;
    Client::DemoCrowd m_crowd; // leaves before the server
    QString m_serverUrl;
    quint32 m_tap = 0;
};
