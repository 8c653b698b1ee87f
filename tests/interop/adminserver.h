// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/interop/peer.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

/// A real Socket.IO server with @socket.io/admin-ui, and real clients of it.
class AdminServer
{
public:
    /// \a version is the folder of its packages: v3, v4.
    explicit AdminServer(const QJsonObject &options, const QString &version = QStringLiteral("v4"))
        : m_peer(QStringLiteral(SOCKSCOPE_NODE),
                 {QStringLiteral(SOCKSCOPE_INTEROP "admin-server.js"),
                  QStringLiteral(SOCKSCOPE_INTEROP) + version,
                  QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact))})
        , m_port(m_peer.nextObject()[QStringLiteral("port")].toInt())
    {
    }

    int port() const { return m_port; }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    /// The lines that it answers \a command with; of most, who is in which room as the server has
    /// it: "namespace room member", sorted.
    QStringList ask(const QByteArray &command)
    {
        m_peer.write(command + '\n');
        QStringList answer;
        const QJsonArray all = QJsonDocument::fromJson(m_peer.nextLine()).array();
        for (const QJsonValue &one : all)
            answer.append(one.toString());
        return answer;
    }

private:
    Peer m_peer;
    int m_port;
};

/// Debian's Redis on a socket in a folder of its own. Its program is in redis-tools, which starts
/// no service, and goes by the name it is called.
class RedisServer
{
public:
    RedisServer()
        : m_peer(program(),
                 {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--unixsocket"),
                  path(), QStringLiteral("--save"), QString(), QStringLiteral("--dir"),
                  m_folder.path()})
    {
        QByteArray line;
        do {
            line = m_peer.nextLine();
            m_isReady = line.contains("eady to accept connections");
        } while (!m_isReady && !line.isNull());
    }

    bool isReady() const { return m_isReady; }
    QString path() const { return m_folder.filePath(QStringLiteral("socket")); }

private:
    QString program() const
    {
        const QString name = m_folder.filePath(QStringLiteral("redis-server"));
        QFile::link(QStringLiteral("/usr/bin/redis-check-rdb"), name);
        return name;
    }

    QTemporaryDir m_folder;
    Peer m_peer;
    bool m_isReady = false;
};
