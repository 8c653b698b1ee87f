// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/lightsocketio.h"
#include "tests/support/socketioserver.h"

#include <algorithm>
#include <iterator>

/// A client of a SocketIoServer that writes down what it is told.
class SocketIoPeer
{
public:
    using EngineClient = Client::EngineClient;

    SocketIoPeer(SocketIoServer &server, EngineClient::Transports transports,
                 EngineClient::Options options = {}, const QByteArray &nsp = "/",
                 const QByteArray &auth = {})
        : client(server.poller, with(options, transports))
    {
        client.onOpened = [this, nsp, auth] { client.connectTo(nsp, auth); };
        client.onConnected = [this](const QByteArray &name) { log.append("connect " + name); };
        client.onRefused = [this](const QByteArray &name, const QByteArray &data) {
            log.append("refused " + name + ' ' + data);
        };
        client.onDisconnected = [this](const QByteArray &name) { log.append("out " + name); };
        client.onUpgraded = [this] { upgraded = true; };
        client.onEvent = [this](const Client::Event &event) {
            QByteArray line = event.name + ' ' + event.arguments.json;
            for (const QByteArray &bytes : event.arguments.attachments)
                line += ' ' + bytes.toHex();
            log.append(line);
            if (event.ackId)
                client.acknowledge(event, {"\"pong\"", {}});
        };
        client.onClosed = [this](const QByteArray &reason) { closed = reason; };
        client.open(server.url());
    }

    static EngineClient::Options with(EngineClient::Options options,
                                      EngineClient::Transports transports)
    {
        options.transports = transports;
        return options;
    }

    /// What it was told by \a event.
    QByteArrayList heard(const QByteArray &event) const
    {
        QByteArrayList lines;
        std::copy_if(log.cbegin(), log.cend(), std::back_inserter(lines),
                     [&](const QByteArray &line) { return line.startsWith(event + ' '); });
        return lines;
    }

    QByteArrayList log;
    QByteArray closed;
    bool upgraded = false;
    Client::LightSocketIo client;
};
