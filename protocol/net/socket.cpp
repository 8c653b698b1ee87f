// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/socket.h"

#include <cerrno>
#include <system_error>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

namespace Net {

namespace {

template<typename Value>
bool setOption(int descriptor, int level, int name, const Value &value)
{
    return setsockopt(descriptor, level, name, &value, sizeof(value)) == 0;
}

/// Small frames go out at once: what the app sent together must not wait for what comes after.
void setNoDelay(int descriptor)
{
    setOption(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
}

Socket openTcp(const Address &address)
{
    return Socket(::socket(address.isIpv6() ? AF_INET6 : AF_INET,
                           SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

Address addressFrom(int descriptor, decltype(getsockname) *ask)
{
    sockaddr_storage storage {};
    socklen_t size = sizeof(storage);
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (ask(descriptor, address, &size) != 0)
        return {};
    return {address, size};
}

} // namespace

bool Socket::Transfer::wouldBlock() const
{
    return error == EAGAIN || error == EWOULDBLOCK;
}

Socket &Socket::operator=(Socket &&other) noexcept
{
    if (this != &other) {
        close();
        m_descriptor = other.release();
    }
    return *this;
}

Socket::Opened Socket::listen(const Address &address)
{
    Socket socket = openTcp(address);
    if (!socket.isOpen())
        return {{}, errno};
    const int descriptor = socket.m_descriptor;
    setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    if (address.isIpv6())
        setOption(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    if (bind(descriptor, address.data(), address.size()) != 0)
        return {{}, errno};
    constexpr int Backlog = 4096; // the system caps it
    if (::listen(descriptor, Backlog) != 0)
        return {{}, errno};
    return {std::move(socket), 0};
}

Socket::Opened Socket::connect(const Address &address)
{
    Socket socket = openTcp(address);
    if (!socket.isOpen())
        return {{}, errno};
    setNoDelay(socket.m_descriptor);
    if (::connect(socket.m_descriptor, address.data(), address.size()) != 0 && errno != EINPROGRESS)
        return {{}, errno};
    return {std::move(socket), 0};
}

Socket::Opened Socket::accept() const
{
    for (;;) {
        Socket socket(accept4(m_descriptor, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket.isOpen()) {
            setNoDelay(socket.m_descriptor);
            return {std::move(socket), 0};
        }
        // A client that gave up while it waited is no error of ours.
        if (errno != EINTR && errno != ECONNABORTED && errno != EPROTO)
            return {{}, errno};
    }
}

int Socket::release()
{
    return std::exchange(m_descriptor, -1);
}

Socket::Transfer Socket::read(char *buffer, qsizetype size) const
{
    for (;;) {
        const ssize_t got = recv(m_descriptor, buffer, static_cast<std::size_t>(size), 0);
        if (got >= 0)
            return {got, 0};
        if (errno != EINTR)
            return {0, errno};
    }
}

Socket::Transfer Socket::write(const char *bytes, qsizetype size) const
{
    for (;;) {
        const ssize_t sent
            = send(m_descriptor, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
        if (sent >= 0)
            return {sent, 0};
        if (errno != EINTR)
            return {0, errno};
    }
}

void Socket::finish() const
{
    shutdown(m_descriptor, SHUT_WR);
}

void Socket::reset()
{
    if (!isOpen())
        return;
    setOption(m_descriptor, SOL_SOCKET, SO_LINGER, linger {1, 0});
    close();
}

void Socket::close()
{
    if (isOpen())
        ::close(release());
}

int Socket::takeError() const
{
    int error = 0;
    socklen_t size = sizeof(error);
    if (getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return errno;
    return error;
}

Address Socket::localAddress() const
{
    return addressFrom(m_descriptor, getsockname);
}

Address Socket::peerAddress() const
{
    return addressFrom(m_descriptor, getpeername);
}

QByteArray errorText(int error)
{
    return QByteArray::fromStdString(std::generic_category().message(error)).toLower();
}

} // namespace Net
