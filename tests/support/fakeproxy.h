// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QtEndian>

#include <functional>

/// A small HTTP or SOCKS5 proxy for one target on 127.0.0.1, whatever name it is asked for, that
/// refuses if a test wants that. It lives in the thread of the test.
class FakeProxy
{
public:
    enum class Type { Http, Socks5 };

    FakeProxy(Type type, quint16 targetPort)
        : m_type(type)
        , m_targetPort(targetPort)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *client = m_server.nextPendingConnection();
            QObject::connect(client, &QTcpSocket::readyRead, client,
                             [this, client] { hear(*client); });
            if (client->bytesAvailable() > 0)
                hear(*client);
        });
    }

    quint16 port() const { return m_server.serverPort(); }

    QByteArray user; ///< needed, with the password, unless empty
    QByteArray password;
    bool refuses = false;
    QByteArrayList asked; ///< "example.org:80", of each connection that was made

private:
    void hear(QTcpSocket &client)
    {
        if (m_type == Type::Http)
            hearHttp(client);
        else
            hearSocks(client);
    }

    void hearHttp(QTcpSocket &client)
    {
        const QByteArray head = client.peek(client.bytesAvailable());
        const qsizetype end = head.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        client.read(end + 4);
        const QByteArray credentials = "Basic " + (user + ':' + password).toBase64();
        if (!user.isEmpty() && !head.contains("Proxy-Authorization: " + credentials)) {
            client.write("HTTP/1.1 407 Proxy Authentication Required\r\n"
                         "Proxy-Authenticate: Basic realm=\"fake\"\r\nContent-Length: 0\r\n\r\n");
        } else if (refuses || !head.startsWith("CONNECT ")) {
            client.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            client.disconnectFromHost();
        } else {
            asked.append(head.split(' ').value(1));
            join(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        }
    }

    /// RFC 1928 and 1929; each message comes in one piece.
    void hearSocks(QTcpSocket &client)
    {
        constexpr QByteArrayView Succeeded("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10);
        const QByteArray bytes = client.readAll();
        const int step = client.property("step").toInt();
        if (step == 0) {
            client.write(user.isEmpty() ? QByteArray("\x05\x00", 2) : QByteArray("\x05\x02", 2));
            client.setProperty("step", user.isEmpty() ? 2 : 1);
        } else if (step == 1) {
            const QByteArray right = QByteArray(1, '\x01') + char(user.size()) + user
                + char(password.size()) + password;
            client.write(bytes == right ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
            client.setProperty("step", 2);
            if (bytes != right)
                client.disconnectFromHost();
        } else if (refuses) {
            client.write(QByteArray("\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00", 10));
            client.disconnectFromHost();
        } else {
            const QByteArray name
                = bytes[3] == '\x03' ? bytes.mid(5, bytes[4]) : QByteArray("address");
            asked.append(name + ':'
                         + QByteArray::number(
                             qFromBigEndian<quint16>(bytes.constData() + bytes.size() - 2)));
            join(client, Succeeded.toByteArray());
        }
    }

    void join(QTcpSocket &client, const QByteArray &answer)
    {
        client.disconnect();
        auto *target = new QTcpSocket(&client);
        QObject::connect(target, &QTcpSocket::connected, &client,
                         [&client, answer] { client.write(answer); });
        QObject::connect(target, &QTcpSocket::readyRead, &client,
                         [&client, target] { client.write(target->readAll()); });
        QObject::connect(&client, &QTcpSocket::readyRead, target,
                         [&client, target] { target->write(client.readAll()); });
        QObject::connect(target, &QTcpSocket::disconnected, &client,
                         [&client] { client.disconnectFromHost(); });
        QObject::connect(&client, &QTcpSocket::disconnected, target,
                         [target] { target->disconnectFromHost(); });
        target->connectToHost(QHostAddress(QHostAddress::LocalHost), m_targetPort);
    }

    QTcpServer m_server;
    Type m_type;
    quint16 m_targetPort;
};
