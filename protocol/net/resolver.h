// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/address.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <functional>

namespace Net {

/// Finds the addresses of one host without blocking, and remembers them for half a minute: a tap
/// asks for the same name with each connection. "localhost" is both loopback addresses, whatever
/// the system's files say (RFC 6761).
class Resolver : public QObject
{
    Q_OBJECT

public:
    /// Either addresses, or the system's words for why there are none.
    using Done = std::function<void(const QList<Address> &addresses, const QByteArray &error)>;

    /// \a host is a name or a literal address.
    Resolver(const QByteArray &host, quint16 port, QObject *parent = nullptr);

    /// Calls \a done once, perhaps at once. Not if \a context is gone by then.
    void resolve(QObject *context, Done done);

    /// Forgets the answer: none of the addresses worked.
    void forget();

private:
    QByteArray m_host;
    quint16 m_port;
    bool m_isKnown = false; // without asking
    QList<Address> m_addresses;
    std::chrono::steady_clock::time_point m_found;
};

} // namespace Net
