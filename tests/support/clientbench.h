// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/socketioclient.h"
#include "protocol/client/websocketclient.h"
#include "protocol/net/clock.h"
#include "protocol/net/poller.h"
#include "protocol/tap/relaycontext.h"
#include "tests/support/recordingsink.h"

#include <QTest>

Q_DECLARE_METATYPE(Client::Transports)

/// What clients need of the net thread, in the test's own.
struct ClientBench
{
    Net::Poller poller;
    Net::Clock clock;
    RecordingSink sink;
    Tap::RelayContext context {poller, clock, sink, 1};

    /// Options for a test: no long waits.
    static Client::ClientOptions options(Client::Protocol protocol, const QByteArray &url)
    {
        Client::ClientOptions options;
        options.protocol = protocol;
        options.url = url;
        options.reconnection.delay = std::chrono::milliseconds(20);
        options.reconnection.maximum = std::chrono::milliseconds(40);
        return options;
    }
};

/// Rows of a test that is run over each way to travel: a column "transports".
inline void transportRows()
{
    using Client::Transports;
    QTest::addColumn<Transports>("transports");
    QTest::newRow("polling") << Transports::Polling;
    QTest::newRow("websocket") << Transports::WebSocket;
    QTest::newRow("upgrade") << Transports::Upgrade;
}

/// A client that writes down what it is told.
template<typename Kind>
class ClientWitness
{
public:
    ClientWitness(ClientBench &bench, const Client::ClientOptions &options)
        : client(bench.context, 1, options)
    {
        QObject::connect(&client, &Client::AbstractClient::statusChanged, &client,
                         [this](const Client::ClientStatus &now) {
                             status = now;
                             if (states.isEmpty() || states.last() != now.state)
                                 states.append(now.state);
                             if (now.failure)
                                 failures.append(now.failure);
                         });
        QObject::connect(&client, &Client::AbstractClient::outcome, &client,
                         [this](const Client::Outcome &some) { outcomes.append(some); });
    }

    bool isOpen() const { return status.state == Client::State::Open; }
    Client::FailureKind failure() const { return status.failure.kind; }

    /// "queued sent answered": all that became of the one with that number.
    QByteArray fate(quint64 number) const
    {
        static constexpr std::array<const char *, 5> Names {"queued", "sent", "answered",
                                                            "timed-out", "dropped"};
        QByteArrayList words;
        for (const Client::Outcome &some : outcomes) {
            if (some.number == number)
                words.append(Names[static_cast<std::size_t>(some.kind)]);
        }
        return words.join(' ');
    }

    Client::ClientStatus status;
    QList<Client::State> states;
    QList<Client::Failure> failures;
    QList<Client::Outcome> outcomes;
    Kind client;
};

class SocketIoWitness : public ClientWitness<Client::SocketIoClient>
{
public:
    SocketIoWitness(ClientBench &bench, const Client::ClientOptions &options)
        : ClientWitness(bench, options)
    {
        QObject::connect(&client, &Client::SocketIoClient::eventReceived, &client,
                         [this](const Client::ReceivedEvent &event) { events.append(event); });
    }

    bool isIn(const QByteArray &nsp = "/") const
    {
        return stateOf(nsp) == Client::NamespaceStatus::State::Connected;
    }
    /// Connected, and on the transport that it ends up on.
    bool isSettled(Client::Transports transports) const
    {
        return isIn()
            && (transports == Client::Transports::Polling
                || status.transport == Client::CurrentTransport::WebSocket);
    }
    Client::NamespaceStatus::State stateOf(const QByteArray &nsp) const
    {
        for (const Client::NamespaceStatus &some : status.namespaces) {
            if (some.name == nsp)
                return some.state;
        }
        return Client::NamespaceStatus::State::Asked;
    }
    /// "name json hex": the events so far.
    QByteArrayList heard() const
    {
        QByteArrayList lines;
        for (const Client::ReceivedEvent &event : events) {
            QByteArray line = event.name + ' ' + event.arguments.json;
            for (const QByteArray &bytes : event.arguments.attachments)
                line += ' ' + bytes.toHex();
            lines.append(line.trimmed());
        }
        return lines;
    }

    QList<Client::ReceivedEvent> events;
};
