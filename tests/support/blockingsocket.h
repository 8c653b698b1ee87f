// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <cerrno>
#include <optional>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/// A TCP socket that waits, for tests that play the client and the server of a tap which runs in
/// another thread. Nothing waits longer than ten seconds.
class BlockingSocket
{
public:
    static constexpr int PatienceMs = 10'000;

    /// How reading ended.
    enum class End { Open, Fin, Reset, TimedOut };

    BlockingSocket() = default;
    explicit BlockingSocket(int descriptor)
        : m_descriptor(descriptor)
    {
        const timeval patience {PatienceMs / 1000, 0};
        const int on = 1;
        setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
        setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
        setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    }
    ~BlockingSocket() { close(); }
    BlockingSocket(BlockingSocket &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
        , m_end(other.m_end)
    {
    }
    BlockingSocket &operator=(BlockingSocket &&other) noexcept
    {
        close();
        m_descriptor = std::exchange(other.m_descriptor, -1);
        m_end = other.m_end;
        return *this;
    }
    BlockingSocket(const BlockingSocket &) = delete;
    BlockingSocket &operator=(const BlockingSocket &) = delete;

    /// A connection to \a port of 127.0.0.1 or ::1; not open if there is none.
    static BlockingSocket connectTo(quint16 port, bool ipv6 = false)
    {
        BlockingSocket socket(::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        int result = -1;
        if (ipv6) {
            sockaddr_in6 address {};
            address.sin6_family = AF_INET6;
            address.sin6_port = htons(port);
            address.sin6_addr = in6addr_loopback;
            result = ::connect(socket.m_descriptor, reinterpret_cast<sockaddr *>(&address),
                               sizeof(address));
        } else {
            sockaddr_in address {};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            result = ::connect(socket.m_descriptor, reinterpret_cast<sockaddr *>(&address),
                               sizeof(address));
        }
        if (result != 0)
            socket.close();
        return socket;
    }

    bool isOpen() const { return m_descriptor >= 0; }
    int descriptor() const { return m_descriptor; }

    /// Sends all of it; false when the connection is gone or nobody reads.
    bool send(const QByteArray &bytes) const
    {
        qsizetype sent = 0;
        while (sent < bytes.size()) {
            const ssize_t now = ::send(m_descriptor, bytes.constData() + sent,
                                       static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
            if (now <= 0)
                return false;
            sent += now;
        }
        return true;
    }

    /// Sends what goes without waiting for \a ms milliseconds at a time.
    qsizetype sendUntilStalled(const QByteArray &bytes, int ms) const
    {
        qsizetype sent = 0;
        while (sent < bytes.size()) {
            pollfd waiting {m_descriptor, POLLOUT, 0};
            if (poll(&waiting, 1, ms) <= 0 || (waiting.revents & POLLOUT) == 0)
                break;
            const ssize_t now = ::send(m_descriptor, bytes.constData() + sent,
                                       static_cast<std::size_t>(bytes.size() - sent),
                                       MSG_NOSIGNAL | MSG_DONTWAIT);
            if (now <= 0)
                break;
            sent += now;
        }
        return sent;
    }

    /// Exactly \a size bytes, fewer when the connection ended.
    QByteArray receive(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        qsizetype got = 0;
        while (got < size) {
            const qsizetype now = receiveInto(bytes.data() + got, size - got);
            if (now <= 0)
                break;
            got += now;
        }
        bytes.truncate(got);
        return bytes;
    }

    /// Everything up to the end of the connection.
    QByteArray receiveAll()
    {
        QByteArray bytes;
        QByteArray piece(1 << 16, Qt::Uninitialized);
        for (;;) {
            const qsizetype now = receiveInto(piece.data(), piece.size());
            if (now <= 0)
                return bytes;
            bytes.append(piece.constData(), now);
        }
    }

    /// Up to and with \a mark.
    QByteArray receiveUntil(const QByteArray &mark)
    {
        QByteArray bytes;
        char character = 0;
        while (!bytes.endsWith(mark) && receiveInto(&character, 1) == 1)
            bytes.append(character);
        return bytes;
    }

    /// Waits for the end and says how it came.
    End waitForEnd()
    {
        receiveAll();
        return m_end;
    }
    End end() const { return m_end; }

    void finish() const { shutdown(m_descriptor, SHUT_WR); }
    void reset()
    {
        const linger atOnce {1, 0};
        setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce));
        close();
    }
    void close()
    {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }

private:
    qsizetype receiveInto(char *buffer, qsizetype size)
    {
        const ssize_t got = recv(m_descriptor, buffer, static_cast<std::size_t>(size), 0);
        if (got == 0)
            m_end = End::Fin;
        else if (got < 0)
            m_end = errno == EAGAIN ? End::TimedOut : End::Reset;
        return got;
    }

    int m_descriptor = -1;
    End m_end = End::Open;
};

/// Listens on a port of 127.0.0.1 or ::1 that the system picks.
class BlockingServer
{
public:
    explicit BlockingServer(bool ipv6 = false, int backlog = 4096)
        : m_descriptor(::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_storage storage {};
        socklen_t size = sizeof(storage);
        auto *address = reinterpret_cast<sockaddr *>(&storage);
        if (ipv6) {
            auto *ipv6Address = reinterpret_cast<sockaddr_in6 *>(&storage);
            ipv6Address->sin6_family = AF_INET6;
            ipv6Address->sin6_addr = in6addr_loopback;
            size = sizeof(sockaddr_in6);
        } else {
            auto *ipv4Address = reinterpret_cast<sockaddr_in *>(&storage);
            ipv4Address->sin_family = AF_INET;
            ipv4Address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            size = sizeof(sockaddr_in);
        }
        m_isListening
            = bind(m_descriptor, address, size) == 0 && ::listen(m_descriptor, backlog) == 0;
        size = sizeof(storage);
        getsockname(m_descriptor, address, &size);
        m_port = ntohs(ipv6 ? reinterpret_cast<sockaddr_in6 *>(&storage)->sin6_port
                            : reinterpret_cast<sockaddr_in *>(&storage)->sin_port);
    }
    ~BlockingServer() { close(); }
    BlockingServer(const BlockingServer &) = delete;
    BlockingServer &operator=(const BlockingServer &) = delete;

    bool isListening() const { return m_isListening; }
    quint16 port() const { return m_port; }
    int descriptor() const { return m_descriptor; }

    /// The next connection; not open if none came.
    BlockingSocket accept() const
    {
        pollfd waiting {m_descriptor, POLLIN, 0};
        if (poll(&waiting, 1, BlockingSocket::PatienceMs) <= 0)
            return {};
        return BlockingSocket(accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC));
    }

    void close()
    {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }

private:
    int m_descriptor = -1;
    bool m_isListening = false;
    quint16 m_port = 0;
};
