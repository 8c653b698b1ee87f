// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/field.h"
#include "protocol/websocket/handshake.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <map>
#include <memory>

/// A server that says what a test tells it to, in the thread of the test. The server can be any
/// QTcpServer: also one that speaks TLS.
class RawServer
{
public:
    explicit RawServer(std::unique_ptr<QTcpServer> server = std::make_unique<QTcpServer>())
        : m_server(std::move(server))
    {
        m_server->listen(QHostAddress::LocalHost);
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(),
                         [this] { take(); });
    }

    quint16 port() const { return m_server->serverPort(); }
    QTcpServer &server() { return *m_server; }

    qsizetype connections() const { return qsizetype(m_peers.size()); }
    /// Of the last connection, or the one with that number from 0 on.
    QByteArray received(qsizetype index = -1) const { return m_received[at(index)]; }
    QTcpSocket &peer(qsizetype index = -1) const { return *m_peers[at(index)]; }
    bool hasEnded(qsizetype index = -1) const
    {
        return peer(index).state() == QAbstractSocket::UnconnectedState;
    }
    /// What came of the last connection behind the first empty line.
    QByteArray body() const
    {
        const QByteArray all = m_peers.empty() ? QByteArray() : received();
        const qsizetype end = all.indexOf("\r\n\r\n");
        return end < 0 ? QByteArray() : all.mid(end + 4);
    }
    bool hasHead() const { return !m_peers.empty() && received().contains("\r\n\r\n"); }
    /// The value of a field of the last connection's first request.
    QByteArray value(const QByteArray &name) const
    {
        for (const QByteArray &line : received().split('\n')) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0 && Http::isSameName(line.first(colon), name))
                return line.mid(colon + 1).trimmed();
        }
        return {};
    }

    void send(const QByteArray &bytes) const { peer().write(bytes); }
    /// Answers 101 to the handshake of the last connection, with \a more right behind it.
    void acceptWebSocket(const QByteArray &more = {}, const QByteArray &extensions = {}) const
    {
        send(WebSocket::responseHead(value("Sec-WebSocket-Key"), {}, extensions) + more);
    }
    void reset() const
    {
        QTcpSocket &socket = peer();
        const linger atOnce {1, 0};
        setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce));
        socket.abort();
    }

    /// Called with each connection's bytes.
    std::function<void(RawServer &)> onReceived;

private:
    std::size_t at(qsizetype index) const
    {
        return index < 0 ? m_peers.size() - 1 : std::size_t(index);
    }
    void take()
    {
        while (QTcpSocket *peer = m_server->nextPendingConnection()) {
            const std::size_t index = m_peers.size();
            m_peers.push_back(peer);
            m_received.emplace_back();
            const auto read = [this, peer, index] {
                m_received[index] += peer->readAll();
                if (onReceived)
                    onReceived(*this);
            };
            QObject::connect(peer, &QTcpSocket::readyRead, m_server.get(), read);
            if (peer->bytesAvailable() > 0)
                read();
        }
    }

    std::unique_ptr<QTcpServer> m_server;
    std::vector<QTcpSocket *> m_peers; // children of the server
    std::vector<QByteArray> m_received;
};
