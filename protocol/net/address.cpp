// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/address.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace Net {

namespace {

// The socket API's own way to read an address: copied out, so that no object is read as another.
template<typename Family>
Family as(const sockaddr_storage &storage)
{
    static_assert(sizeof(Family) <= sizeof(storage));
    Family family {};
    std::memcpy(&family, &storage, sizeof(family));
    return family;
}

template<typename Family>
Address fromFamily(const Family &family)
{
    sockaddr_storage storage {};
    std::memcpy(&storage, &family, sizeof(family));
    return {reinterpret_cast<const sockaddr *>(&storage), sizeof(family)};
}

} // namespace

Address::Address(const sockaddr *address, socklen_t size)
    : m_size(std::min<socklen_t>(size, sizeof(m_storage)))
{
    std::memcpy(&m_storage, address, m_size);
}

std::optional<Address> Address::fromLiteral(QByteArrayView host, quint16 port)
{
    if (host.startsWith('[') && host.endsWith(']') && host.size() > 2)
        host = host.sliced(1, host.size() - 2);
    const QByteArray text = host.toByteArray();
    sockaddr_in ipv4 {};
    if (inet_pton(AF_INET, text.constData(), &ipv4.sin_addr) == 1) {
        ipv4.sin_family = AF_INET;
        ipv4.sin_port = htons(port);
        return fromFamily(ipv4);
    }
    sockaddr_in6 ipv6 {};
    if (inet_pton(AF_INET6, text.constData(), &ipv6.sin6_addr) == 1) {
        ipv6.sin6_family = AF_INET6;
        ipv6.sin6_port = htons(port);
        return fromFamily(ipv6);
    }
    return std::nullopt;
}

bool Address::isIpv6() const
{
    return m_storage.ss_family == AF_INET6;
}

bool Address::isLoopback() const
{
    constexpr quint32 LoopbackNet = 127;
    if (m_storage.ss_family == AF_INET)
        return ntohl(as<sockaddr_in>(m_storage).sin_addr.s_addr) >> 24U == LoopbackNet;
    if (!isIpv6())
        return false;
    const in6_addr address = as<sockaddr_in6>(m_storage).sin6_addr;
    return IN6_IS_ADDR_LOOPBACK(&address)
        || (IN6_IS_ADDR_V4MAPPED(&address) && address.s6_addr[12] == LoopbackNet);
}

bool Address::isAny() const
{
    if (m_storage.ss_family == AF_INET)
        return as<sockaddr_in>(m_storage).sin_addr.s_addr == INADDR_ANY;
    const in6_addr address = as<sockaddr_in6>(m_storage).sin6_addr;
    return isIpv6() && IN6_IS_ADDR_UNSPECIFIED(&address);
}

quint16 Address::port() const
{
    if (m_storage.ss_family == AF_INET)
        return ntohs(as<sockaddr_in>(m_storage).sin_port);
    return isIpv6() ? ntohs(as<sockaddr_in6>(m_storage).sin6_port) : quint16(0);
}

Address Address::withPort(quint16 port) const
{
    if (m_storage.ss_family == AF_INET) {
        auto ipv4 = as<sockaddr_in>(m_storage);
        ipv4.sin_port = htons(port);
        return fromFamily(ipv4);
    }
    if (!isIpv6())
        return *this;
    auto ipv6 = as<sockaddr_in6>(m_storage);
    ipv6.sin6_port = htons(port);
    return fromFamily(ipv6);
}

QByteArray Address::hostText() const
{
    std::array<char, INET6_ADDRSTRLEN> text {};
    if (m_storage.ss_family == AF_INET) {
        const in_addr address = as<sockaddr_in>(m_storage).sin_addr;
        inet_ntop(AF_INET, &address, text.data(), text.size());
    } else if (isIpv6()) {
        const in6_addr address = as<sockaddr_in6>(m_storage).sin6_addr;
        inet_ntop(AF_INET6, &address, text.data(), text.size());
    }
    return {text.data()};
}

QByteArray Address::toText() const
{
    if (isNull())
        return {};
    const QByteArray host = hostText();
    return (isIpv6() ? '[' + host + ']' : host) + ':' + QByteArray::number(port());
}

bool Address::operator==(const Address &other) const
{
    return m_size == other.m_size && std::memcmp(&m_storage, &other.m_storage, m_size) == 0;
}

bool isLoopbackHost(QByteArrayView host)
{
    if (const auto literal = Address::fromLiteral(host, 0))
        return literal->isLoopback();
    const QByteArray name = host.toByteArray().toLower();
    return name == "localhost" || name.endsWith(".localhost");
}

} // namespace Net
