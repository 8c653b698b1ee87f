// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/interop/peer.h"

/// A server of the echo contract as a program of its own: `sockscope demo --echo`, or an official
/// one that does the same.
class EchoServer
{
public:
    /// The embedded one.
    explicit EchoServer(const QStringList &options)
        : m_peer(QStringLiteral(SOCKSCOPE_PROGRAM),
                 QStringList {QStringLiteral("demo"), QStringLiteral("--echo"),
                              QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")}
                     + options)
        , m_said(m_peer.nextErrorLine())
    {
    }
    /// The official one of \a version: "v2", "v3" or "v4".
    EchoServer(const QString &version, const QStringList &options)
        : m_peer(QStringLiteral(SOCKSCOPE_NODE),
                 QStringList {QStringLiteral(SOCKSCOPE_INTEROP "echo-server.js"),
                              QStringLiteral(SOCKSCOPE_INTEROP) + version}
                     + options)
        , m_said(m_peer.nextErrorLine())
    {
    }

    QString url() const { return QString::fromUtf8(m_said).remove(QStringLiteral("server ")); }
    /// Ends it, and says whether it ended well and without a word.
    bool endsWell()
    {
        m_peer.signal(SIGTERM);
        return m_peer.finish() == 0 && m_peer.errors().isEmpty();
    }

private:
    Peer m_peer;
    QByteArray m_said;
};
