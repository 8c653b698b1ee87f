// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo.h"

Demo::Demo(Net::NetThread &net)
    : m_server(net)
    , m_crowd(net)
{
}

bool Demo::startServer(QString *error)
{
    m_server.setAdmin({});
    const auto started = m_server.start();
    if (!started.error.isEmpty()) {
        *error = QString::fromUtf8(started.error);
        return false;
    }
    m_serverUrl = QStringLiteral("http://") + QString::fromUtf8(started.address);
    return true;
}

void Demo::startClients(const QString &address)
{
    m_crowd.start(address.toUtf8());
}
