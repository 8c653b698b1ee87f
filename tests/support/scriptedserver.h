// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/messagedecoder.h"
#include "protocol/http/target.h"
#include "protocol/websocket/frameencoder.h"
#include "protocol/websocket/handshake.h"
#include "protocol/websocket/messagereader.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>
#include <optional>

/// One connection of a ScriptedServer.
class ScriptedConnection : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        Http::Head head;
        Http::Target target;
        QByteArray body;
        bool isWebSocket() const { return head.asksForUpgrade(); }
    };

    explicit ScriptedConnection(QTcpSocket *socket, QObject *parent)
        : QObject(parent)
        , m_socket(socket)
    {
        socket->setParent(this);
        connect(socket, &QTcpSocket::readyRead, this, &ScriptedConnection::read);
        connect(socket, &QTcpSocket::disconnected, this, [this] { isGone = true; });
    }

    void send(const QByteArray &bytes) { m_socket->write(bytes); }
    void answer(int status, const QByteArray &body, const QByteArray &fields = {})
    {
        send("HTTP/1.1 " + QByteArray::number(status) + " X\r\n" + fields
             + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
    void acceptWebSocket(const Request &request, const QByteArray &fields = {})
    {
        const QByteArray protocol
            = request.head.value("Sec-WebSocket-Protocol").value_or(QByteArray());
        QByteArray head = WebSocket::responseHead(
            request.head.value("Sec-WebSocket-Key").value_or(QByteArray()),
            protocol.left(protocol.indexOf(',')));
        head.chop(2);
        m_reader.emplace(WebSocket::Sender::Client, std::nullopt, qsizetype(256) << 20);
        send(head + fields + "\r\n");
    }
    void sendText(const QByteArray &text)
    {
        send(m_encoder.message(WebSocket::OpCode::Text, text));
    }
    void sendBinary(const QByteArray &bytes)
    {
        send(m_encoder.message(WebSocket::OpCode::Binary, bytes));
    }
    void sendClose(quint16 code, const QByteArray &reason = {})
    {
        send(m_encoder.close(code, reason));
    }
    void finish() { m_socket->disconnectFromHost(); }
    void reset() { m_socket->abort(); }

    std::function<void(const WebSocket::WholeMessage &message)> onMessage;
    std::function<void(const Request &request)> onRequest;
    bool isGone = false;

private:
    void read()
    {
        const QByteArray bytes = m_socket->readAll();
        if (m_reader) {
            m_reader->feed(bytes);
            while (auto message = m_reader->next()) {
                if (onMessage)
                    onMessage(*message);
            }
            return;
        }
        m_decoder.feed(bytes);
        while (auto event = m_decoder.next()) {
            if (auto *head = std::get_if<Http::Head>(&*event)) {
                m_request = {*head, Http::Target::parse(head->target), {}};
            } else if (auto *part = std::get_if<Http::BodyPart>(&*event)) {
                m_request.body += part->bytes;
            } else if (onRequest) {
                onRequest(std::exchange(m_request, {}));
                if (m_reader)
                    return;
            }
        }
    }

    QTcpSocket *m_socket;
    Http::MessageDecoder m_decoder {Http::MessageDecoder::Role::Request};
    Request m_request;
    std::optional<WebSocket::MessageReader> m_reader;
    WebSocket::FrameEncoder m_encoder {WebSocket::Sender::Server};
};

/// A server in the test's own thread that does exactly what it is told: each request goes to one
/// function. It keeps what it was asked.
class ScriptedServer
{
public:
    using Request = ScriptedConnection::Request;
    using Handler = std::function<void(ScriptedConnection &connection, const Request &request)>;

    explicit ScriptedServer(Handler handler)
        : handle(std::move(handler))
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                auto *connection = new ScriptedConnection(socket, &m_server);
                connections.append(connection);
                connection->onRequest = [this, connection](const Request &request) {
                    requests.append(request);
                    handle(*connection, request);
                };
            }
        });
        listen(0);
    }

    bool listen(quint16 port) { return m_server.listen(QHostAddress::LocalHost, port); }
    void stopListening() { m_server.close(); }
    void resetAll()
    {
        for (ScriptedConnection *connection : std::as_const(connections)) {
            if (!connection->isGone)
                connection->reset();
        }
    }
    quint16 port() const { return m_server.serverPort(); }
    QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(port()); }
    QList<Request> of(const QByteArray &method) const
    {
        QList<Request> some;
        for (const Request &request : requests) {
            if (request.head.method == method && !request.isWebSocket())
                some.append(request);
        }
        return some;
    }

    Handler handle;
    QList<Request> requests;
    QList<ScriptedConnection *> connections;

private:
    QTcpServer m_server;
};
