// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

#include <sys/socket.h>

namespace Net {

/// An IPv4 or IPv6 address with a port: a value.
class Address
{
public:
    Address() = default;
    Address(const sockaddr *address, socklen_t size);

    /// \a host is "127.0.0.1", "::1" or "[::1]": a literal, never a name. Nothing if it is none.
    static std::optional<Address> fromLiteral(QByteArrayView host, quint16 port);

    bool isNull() const { return m_size == 0; }
    bool isIpv6() const;
    /// 127.0.0.0/8, ::1, and the former written as IPv6.
    bool isLoopback() const;
    /// 0.0.0.0 or ::, which listen on every interface.
    bool isAny() const;
    quint16 port() const;
    Address withPort(quint16 port) const;

    /// "127.0.0.1:80", "[::1]:80".
    QByteArray toText() const;
    /// "127.0.0.1", "::1".
    QByteArray hostText() const;

    const sockaddr *data() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    socklen_t size() const { return m_size; }

    bool operator==(const Address &other) const;

private:
    sockaddr_storage m_storage {};
    socklen_t m_size = 0;
};

/// True for a literal loopback address, "localhost" and names that end in ".localhost".
bool isLoopbackHost(QByteArrayView host);

} // namespace Net
