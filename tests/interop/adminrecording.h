// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/interop/peer.h"

#include <QSet>

/// `sockscope record --admin … --print`, and the rooms that its lines make.
class AdminRecording
{
public:
    AdminRecording(const QString &url, const QString &file, const QStringList &more)
        : m_peer(QStringLiteral(SOCKSCOPE_PROGRAM),
                 QStringList {QStringLiteral("record"), QStringLiteral("--print"),
                              QStringLiteral("--admin"), url, QStringLiteral("-o"), file}
                     + more)
    {
    }

    QByteArray said() { return m_peer.nextErrorLine(); }
    Peer &peer() { return m_peer; }

    /// Reads lines until the rooms are \a wanted: "namespace room member", sorted. What they were
    /// at last.
    QStringList waitFor(const QStringList &wanted)
    {
        while (rooms() != wanted) {
            const QByteArray line = m_peer.nextLine();
            if (line.isEmpty())
                break;
            take(QJsonDocument::fromJson(line).object());
        }
        return rooms();
    }

private:
    QStringList rooms() const
    {
        QStringList all(m_open.cbegin(), m_open.cend());
        all.sort();
        return all;
    }
    void take(const QJsonObject &line)
    {
        const QJsonObject change = line[QStringLiteral("membership")].toObject();
        const auto text
            = [&change](const char *key) { return change[QLatin1String(key)].toString(); };
        const QString place
            = QStringList {text("namespace"), text("room"), text("member")}.join(QLatin1Char(' '));
        if (text("change") == QLatin1String("left"))
            m_open.remove(place);
        else
            m_open.insert(place);
    }

    Peer m_peer;
    QSet<QString> m_open;
};
