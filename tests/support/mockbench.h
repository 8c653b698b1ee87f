// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/answerfile.h"
#include "protocol/answers/answersite.h"
#include "protocol/client/lightsocketio.h"

#include <QTest>

/// A server with the answers of a file, in the test's own thread.
class MockBench
{
public:
    explicit MockBench(const QByteArray &answers, const Answers::SiteOptions &options = {})
        : m_site(server,
                 std::get<Answers::AnswerList>(
                     Answers::fromFile(R"({"sockscope-answers":1,"answers":[)" + answers + "]}")),
                 options)
    {
        server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
    }

    QByteArray address() const { return server.address().toText(); }

    Net::Poller poller;
    Server::Server server {poller};

private:
    Answers::AnswerSite m_site;
};

/// A client of Socket.IO that writes down what it is told.
class MockClient
{
public:
    using By = Client::EngineClient::Transports;

    MockClient(Net::Poller &poller, const QByteArray &address, const QByteArray &nsp = "/",
               const QByteArray &auth = {}, By by = By::WebSocket)
        : client(poller, optionsFor(by))
        , m_nsp(nsp)
    {
        client.onOpened = [this, nsp, auth] { client.connectTo(nsp, auth); };
        client.onConnected = [this](const QByteArray &name) { log.append("connect " + name); };
        client.onRefused = [this](const QByteArray &name, const QByteArray &data) {
            log.append("refused " + name + ' ' + data);
        };
        client.onDisconnected = [this](const QByteArray &name) { log.append("out " + name); };
        client.onEvent = [this](const Client::Event &event) {
            QByteArray line = event.name + ' ' + event.arguments.json;
            for (const QByteArray &bytes : event.arguments.attachments)
                line += ' ' + bytes.toHex();
            log.append(line);
            if (event.ackId)
                client.acknowledge(event, {R"("answer")", {}});
        };
        client.onClosed = [this](const QByteArray &reason) { closed = reason; };
        client.open("http://" + address);
    }

    bool isIn() const { return !client.socketId(m_nsp).isEmpty(); }

    void say(const QByteArray &event, const QByteArray &json,
             const QList<QByteArray> &attachments = {})
    {
        client.send(m_nsp, event, {json, attachments});
    }

    /// Its answer goes into the log: "ack …".
    void ask(const QByteArray &event, const QByteArray &json,
             const QList<QByteArray> &attachments = {})
    {
        client.send(m_nsp, event, {json, attachments}, [this](const SocketIo::Arguments &answer) {
            QByteArray line = "ack " + answer.json;
            for (const QByteArray &bytes : answer.attachments)
                line += ' ' + bytes.toHex();
            log.append(line);
        });
    }

    QByteArrayList log;
    QByteArray closed;
    Client::LightSocketIo client;

private:
    static Client::EngineClient::Options optionsFor(By by)
    {
        Client::EngineClient::Options options;
        options.transports = by;
        return options;
    }

    QByteArray m_nsp;
};
